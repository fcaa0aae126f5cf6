package dev.repartee.account.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.repartee.foundation.config.Settings;
import dev.repartee.testing.Mutants;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignedTokensTest {

  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
  private static final int MUTANTS = 40_000;

  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private final List<SigningKey> keys = new ArrayList<>(List.of(SigningKey.make(now, now)));
  private int reads;
  private final SigningKeyRing ring =
      new SigningKeyRing(
          new SigningKeyRing.Source() {
            @Override
            public List<SigningKeyStore.Stored> all() {
              reads++;
              return keys.stream()
                  .map(
                      key ->
                          new SigningKeyStore.Stored(
                              key.id(), new byte[0], key.createdAt(), key.signsFrom()))
                  .toList();
            }

            @Override
            public SigningKey open(SigningKeyStore.Stored stored) {
              return keys.stream()
                  .filter(key -> key.id().equals(stored.id()))
                  .findFirst()
                  .orElseThrow();
            }
          },
          new SigningConfig(Settings.of(Map.of())),
          () -> now);
  private final SignedTokens tokens = new SignedTokens(ring);
  private final JWTClaimsSet claims =
      new JWTClaimsSet.Builder().subject("ann").claim("role", "MEMBER").build();

  @Test
  void whatWasSignedIsOpened() throws Exception {
    String token = tokens.sign(TYPE, claims);
    assertEquals(Optional.of(claims), tokens.open(TYPE, token));
    JWSHeader header = SignedJWT.parse(token).getHeader();
    assertEquals(JWSAlgorithm.ES256, header.getAlgorithm());
    assertEquals(keys.get(0).id(), header.getKeyID());
    assertTrue(SignedJWT.parse(token).verify(keys.get(0).verifier()), "for any other library");
  }

  @Test
  void aTokenOfAnotherTypeIsNone() {
    assertEquals(Optional.empty(), tokens.open(JOSEObjectType.JWT, tokens.sign(TYPE, claims)));
  }

  /** What is tried against libraries for JWTs, see RFC 8725 section 2. */
  @Test
  void noTrickWithTheHeaderWorks() throws Exception {
    SigningKey key = keys.get(0);
    ECKey mallory = new ECKeyGenerator(Curve.P_256).generate();
    ECDSASigner malloryWith = new ECDSASigner(mallory);
    byte[] publicKey = key.publicHalf().toECPublicKey().getEncoded();
    String published = key.publicHalf().toJSONString();
    Map<String, String> tricks = new LinkedHashMap<>();
    tricks.put("no algorithm", new PlainJWT(claims).serialize());
    tricks.put("HS256 by the public key", signed(hs256(key.id()), new MACSigner(publicKey)));
    tricks.put(
        "HS256 by the public JWK",
        signed(hs256(key.id()), new MACSigner(published.getBytes(StandardCharsets.UTF_8))));
    tricks.put("another's key under our id", signed(es256(key.id()).build(), malloryWith));
    tricks.put("another's id", signed(es256("mallory").build(), malloryWith));
    tricks.put("no id", signed(es256(null).build(), key.signer()));
    tricks.put(
        "a key it brings along",
        signed(es256(key.id()).jwk(mallory.toPublicJWK()).build(), malloryWith));
    tricks.put(
        "a place where to find the key",
        signed(es256(key.id()).jwkURL(URI.create("https://evil.example")).build(), malloryWith));
    tricks.put(
        "even by our key, with more in the header",
        signed(es256(key.id()).customParam("x", "y").build(), key.signer()));
    tricks.put("r and s of nought", withSignature(new byte[64]));
    tricks.put("the other s", withSignature(mirrored(tokens.sign(TYPE, claims))));
    tricks.put("a signature that is cut", withSignature(new byte[63]));
    tricks.put("nothing", "");
    tricks.put("dots", "..");
    tricks.put("ten thousand dots", ".".repeat(10_000));
    Mutants.noneIsTaken(
        "tricks with access tokens", tricks, token -> tokens.open(TYPE, token).isPresent());
  }

  @Test
  void noMutantIsTaken() {
    Mutants mutants = new Mutants();
    List<String> taken = new ArrayList<>();
    String token = tokens.sign(TYPE, claims);
    String other = tokens.sign(TYPE, new JWTClaimsSet.Builder(claims).subject("bob").build());
    for (int i = 0; i < MUTANTS; i++) {
      String mutant = mutants.of(token, other);
      if (tokens.open(TYPE, mutant).isPresent()) {
        taken.add(mutant);
      }
    }
    mutants.report("access tokens", MUTANTS, taken);
  }

  @Test
  void theNextKeyIsPublishedBeforeItSignsAndTheOldOneLastsAsLongAsItsTokens() {
    SigningKey old = keys.get(0);
    String before = tokens.sign(TYPE, claims);
    SigningKey next = SigningKey.make(now, now.plus(Duration.ofDays(1)));
    keys.add(next);
    now = now.plus(SigningKeyRing.MEMORY);
    assertEquals(List.of(old, next), ring.published());
    assertEquals(old, ring.current());

    now = next.signsFrom();
    assertEquals(next, ring.current());
    assertEquals(Optional.of(claims), tokens.open(TYPE, before));
    assertEquals(Optional.of(claims), tokens.open(TYPE, tokens.sign(TYPE, claims)));

    now = next.signsFrom().plus(Duration.ofMinutes(15));
    assertTrue(tokens.open(TYPE, before).isPresent(), "the last token has just been signed");
    now = now.plus(SigningKeyRing.MARGIN);
    assertEquals(List.of(next), ring.published());
    assertEquals(Optional.empty(), tokens.open(TYPE, before));
  }

  @Test
  void aKeyThatAnotherInstanceMadeIsFoundAtOnceAndOneThatIsGoneWithinSeconds() {
    SigningKey old = keys.get(0);
    assertEquals(old, ring.current());
    keys.set(0, SigningKey.make(now, now));
    now = now.plus(SigningKeyRing.PAUSE);
    assertTrue(ring.find(keys.get(0).id()).isPresent());
    assertEquals(Optional.empty(), ring.find(old.id()));
  }

  @Test
  void badTokensDoNotMakeItReadAndRead() throws Exception {
    String bad =
        signed(
            es256("mallory").build(), new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
    for (int i = 0; i < 1_000; i++) {
      now = now.plusMillis(1);
      assertEquals(Optional.empty(), tokens.open(TYPE, bad));
    }
    assertTrue(reads <= 5, reads + " reads in a second");
  }

  private static JWSHeader hs256(String id) {
    return new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).keyID(id).build();
  }

  private static JWSHeader.Builder es256(@Nullable String id) {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(id);
  }

  private String signed(JWSHeader header, JWSSigner signer) throws Exception {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  private String withSignature(byte[] signature) {
    String token = tokens.sign(TYPE, claims);
    return token.substring(0, token.lastIndexOf('.') + 1) + Base64URL.encode(signature);
  }

  /** The same r, and the order of the curve less s: as good to whoever only computes. */
  private static byte[] mirrored(String token) {
    byte[] bytes = new Base64URL(token.substring(token.lastIndexOf('.') + 1)).decode();
    BigInteger order = Curve.P_256.toECParameterSpec().getOrder();
    byte[] other =
        order.subtract(new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64))).toByteArray();
    System.arraycopy(other, other.length - 32, bytes, 32, 32);
    return bytes;
  }
}
