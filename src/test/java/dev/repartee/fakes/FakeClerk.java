package dev.repartee.fakes;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Clerk, as far as a backend sees it: real tokens, its keys, its users, and Svix' signatures. */
public final class FakeClerk extends FakeServer {

  public static final String SECRET_KEY = "sk_test_fAkE0123456789abcdef";
  public static final String WEBHOOK_SECRET = webhookSecret("a secret of thirty-two bytes, yes");
  public static final String APP = "https://app.example.com";

  private static final int LIFETIME_SECONDS = 60;

  /** How it treats calls. */
  public enum Mood {
    WELL,
    FAILING,
    HANGING
  }

  private final List<RSAKey> keys = new CopyOnWriteArrayList<>(List.of(newKey()));
  private final Map<String, JsonObject> users = new ConcurrentHashMap<>();
  private final AtomicInteger keyCalls = new AtomicInteger();
  private final AtomicInteger userCalls = new AtomicInteger();
  private volatile Mood mood = Mood.WELL;

  /** The variables of a server whose accounts it keeps. */
  public Map<String, String> environment() {
    return Map.of(
        "AUTH_PROVIDER",
        "clerk",
        "CLERK_ISSUER",
        issuer(),
        "CLERK_API_URL",
        issuer(),
        "CLERK_SECRET_KEY",
        SECRET_KEY,
        "CLERK_WEBHOOK_SECRET",
        WEBHOOK_SECRET,
        "CLERK_AUDIENCE",
        "repartee",
        "CLERK_AUTHORIZED_PARTIES",
        APP);
  }

  public String issuer() {
    return address().toString();
  }

  public void mood(Mood next) {
    mood = next;
  }

  /** Signs with a new key from now on, and publishes it in place of the one before. */
  public void rollOver() {
    keys.set(0, newKey());
  }

  /** How often its keys were asked for. */
  public int keyCalls() {
    return keyCalls.get();
  }

  /** How often a user was asked for. */
  public int userCalls() {
    return userCalls.get();
  }

  /** The key it signs with. */
  public RSAKey key() {
    return keys.get(0);
  }

  public static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyID("ins_" + UUID.randomUUID().toString().replace("-", ""))
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new user with a verified address of their own; the answer is their id. */
  public String user() {
    String id = "user_" + UUID.randomUUID().toString().replace("-", "");
    user(id, id.toLowerCase(java.util.Locale.ROOT) + "@example.com", "Ann", 1);
    return id;
  }

  /** Describes a user as Clerk does. */
  public JsonObject user(String id, String email, String firstName, long updatedAt) {
    JsonObject user =
        Json.createObjectBuilder()
            .add("id", id)
            .add("object", "user")
            .add("first_name", firstName)
            .addNull("last_name")
            .add("primary_email_address_id", "idn_1")
            .add(
                "email_addresses",
                Json.createArrayBuilder()
                    .add(
                        Json.createObjectBuilder()
                            .add("id", "idn_1")
                            .add("email_address", email)
                            .add(
                                "verification",
                                Json.createObjectBuilder().add("status", "verified"))))
            .add("updated_at", updatedAt)
            .build();
    users.put(id, user);
    return user;
  }

  /** The claims of a good session token. */
  public JWTClaimsSet.Builder claims(String user) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .audience("repartee")
        .subject(user)
        .claim("azp", APP)
        .claim("sid", "sess_" + UUID.randomUUID())
        .claim("v", 2)
        .claim("sts", "active")
        .issueTime(Date.from(now))
        .notBeforeTime(Date.from(now.minusSeconds(10)))
        .expirationTime(Date.from(now.plusSeconds(LIFETIME_SECONDS)));
  }

  /** A good session token. */
  public String token(String user) {
    return sign(claims(user).build());
  }

  /** A good session token of somebody who works in an organization. */
  public String token(String user, String organization, String role) {
    return sign(
        claims(user)
            .claim("o", Map.of("id", organization, "slg", "the-team", "rol", role))
            .build());
  }

  public String sign(JWTClaimsSet claims) {
    return sign(
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(key().getKeyID())
            .customParam("cat", "cl_B7d4PD111AAA")
            .build(),
        claims,
        key());
  }

  public static String sign(JWSHeader header, JWTClaimsSet claims, RSAKey key) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A secret for webhooks in Svix' form. */
  public static String webhookSecret(String bytes) {
    return "whsec_" + Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.UTF_8));
  }

  /** Svix' signature of a delivery. */
  public static String signature(String secret, String id, long timestamp, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
      byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  void handle(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getPath();
    boolean forKeys = path.equals("/.well-known/jwks.json");
    (forKeys ? keyCalls : userCalls).incrementAndGet();
    if (mood == Mood.HANGING) {
      hang();
    } else if (mood == Mood.FAILING) {
      send(exchange, 503, "{\"errors\":[]}");
    } else if (forKeys) {
      List<JWK> published = new ArrayList<>();
      keys.forEach(key -> published.add(key.toPublicJWK()));
      send(exchange, 200, new JWKSet(published).toString());
    } else if (!("Bearer " + SECRET_KEY).equals(header(exchange, "Authorization"))) {
      send(exchange, 401, "{\"errors\":[{\"code\":\"authentication_invalid\"}]}");
    } else {
      JsonObject user = users.get(path.replaceFirst("^/v1/users/", ""));
      send(
          exchange,
          user == null ? 404 : 200,
          user == null ? "{\"errors\":[{\"code\":\"resource_not_found\"}]}" : user.toString());
    }
  }
}
