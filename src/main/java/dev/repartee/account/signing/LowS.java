package dev.repartee.account.signing;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Whoever sees a signature by ECDSA can write a second one for the same text, with the other of two
 * values for s, and a third one with other padding bits. Of all these we write and take one: the
 * lower s, encoded as RFC 4648 has it. So nobody can turn a token into another one that is good.
 */
final class LowS {

  private static final int HALF = 32;
  private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();
  private static final BigInteger MIDDLE = ORDER.shiftRight(1);

  private LowS() {}

  /** The signature with the lower s. */
  static Base64URL lowered(Base64URL signature) {
    byte[] bytes = signature.decode();
    BigInteger s = s(bytes);
    if (s.compareTo(MIDDLE) <= 0) {
      return signature;
    }
    byte[] lower = ORDER.subtract(s).toByteArray();
    Arrays.fill(bytes, HALF, 2 * HALF, (byte) 0);
    int from = Math.max(0, lower.length - HALF); // past the sign
    int length = lower.length - from;
    System.arraycopy(lower, from, bytes, 2 * HALF - length, length);
    return Base64URL.encode(bytes);
  }

  /** Whether a signature is written in the one way we write it; says nothing of whose it is. */
  static boolean isOnlyForm(Base64URL signature) {
    byte[] bytes = signature.decode();
    return bytes.length == 2 * HALF
        && Base64URL.encode(bytes).toString().equals(signature.toString())
        && s(bytes).compareTo(MIDDLE) <= 0;
  }

  private static BigInteger s(byte[] signature) {
    return new BigInteger(1, Arrays.copyOfRange(signature, HALF, 2 * HALF));
  }
}
