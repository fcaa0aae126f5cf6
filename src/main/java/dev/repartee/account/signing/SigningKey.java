package dev.repartee.account.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Instant;

/**
 * A pair of keys for ES256 (RFC 7518, section 3.4). Its id is the thumbprint of the public one (RFC
 * 7638), so that no two keys have the same.
 */
final class SigningKey {

  private final ECKey pair;
  private final Instant createdAt;
  private final Instant signsFrom;
  private final JWSSigner signer;
  private final JWSVerifier verifier;

  SigningKey(ECKey pair, Instant createdAt, Instant signsFrom) {
    this.pair = pair;
    this.createdAt = createdAt;
    this.signsFrom = signsFrom;
    try {
      signer = new ECDSASigner(pair);
      verifier = new ECDSAVerifier(pair.toPublicJWK());
    } catch (JOSEException e) {
      throw new IllegalStateException("Every Java platform has P-256", e);
    }
  }

  static SigningKey make(Instant now, Instant signsFrom) {
    try {
      ECKey pair =
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .keyIDFromThumbprint(true)
              .generate();
      return new SigningKey(pair, now, signsFrom);
    } catch (JOSEException e) {
      throw new IllegalStateException("Every Java platform has P-256", e);
    }
  }

  String id() {
    return pair.getKeyID();
  }

  /** Both halves; never to be shown. */
  ECKey pair() {
    return pair;
  }

  /** The half that everybody may have. */
  ECKey publicHalf() {
    return pair.toPublicJWK();
  }

  Instant createdAt() {
    return createdAt;
  }

  /** When it takes over from the one before. */
  Instant signsFrom() {
    return signsFrom;
  }

  JWSSigner signer() {
    return signer;
  }

  JWSVerifier verifier() {
    return verifier;
  }

  @Override
  public String toString() {
    return "signing key " + id();
  }
}
