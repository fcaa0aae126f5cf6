package dev.repartee.operate.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.fakes.FakeDoppler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchSecretsTest {

  private static final Map<String, String> SECRETS =
      Map.of("JWT_SECRET", "a 'quoted' $(secret)\nin two lines", "EMOJI", "🔑 ü", "bad-name", "x");

  private final FakeDoppler doppler = new FakeDoppler(SECRETS);
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "DOPPLER_TOKEN",
              FakeDoppler.TOKEN,
              "DOPPLER_TIMEOUT",
              "1s",
              "DOPPLER_API_URL",
              doppler.address().toString()));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    doppler.close();
  }

  @Test
  void sayThemForTheShellThatWillLaunchTheServer() {
    assertEquals(0, run());
    assertEquals(
        "export EMOJI='🔑 ü'\nexport JWT_SECRET='a '\\''quoted'\\'' $(secret)\nin two lines'\n",
        said(out));
    assertEquals("", said(err));
  }

  @Test
  void leaveOutWhatTheEnvironmentHas() {
    environment.put("EMOJI", "set by the platform");
    assertEquals(0, run());
    assertFalse(said(out).contains("EMOJI"));
    assertTrue(said(out).contains("JWT_SECRET"));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, FakeDoppler.CUT})
  void areAskedForAgainWhenDopplerIsNotWell(int status) {
    doppler.enqueue(status, status);
    environment.put("DOPPLER_TIMEOUT", "10s");
    assertEquals(0, run());
    assertEquals(3, doppler.calls());
  }

  @Test
  void aWrongOrRevokedTokenIsOneLineAndNoSecondTry() {
    doppler.revoke();
    assertEquals(FetchSecrets.EX_CONFIG, run());
    assertEquals(1, doppler.calls());
    assertEquals("", said(out));
    assertEquals(
        "repartee: Doppler refuses DOPPLER_TOKEN: it is wrong or was revoked\n", said(err));
  }

  @Test
  void aTokenThatFitsIntoNoHeaderIsNotQuoted() {
    environment.put("DOPPLER_TOKEN", "dp.st.\nsecret");
    assertEquals(FetchSecrets.EX_CONFIG, run());
    assertEquals(1, said(err).lines().count());
    assertFalse(said(err).contains("secret"));
  }

  @Test
  void theTriesEndInTime() {
    doppler.enqueue(FakeDoppler.HANG);
    long begin = System.nanoTime();
    assertEquals(FetchSecrets.EX_UNAVAILABLE, run());
    assertTrue(System.nanoTime() - begin < 8_000_000_000L, "took too long");
    assertEquals(
        "repartee: Doppler can not be reached (HttpTimeoutException), for 1 s\n", said(err));
  }

  @Test
  void withoutDopplerTheCopyOfLastTimeDoes() throws IOException {
    Path copy = folder.resolve("secrets");
    environment.put("DOPPLER_FALLBACK_FILE", copy.toString());
    assertEquals(0, run());
    String before = said(out);
    String file = Files.readString(copy, StandardCharsets.ISO_8859_1);
    assertFalse(file.contains("quoted") || file.contains("JWT_SECRET"), "not encrypted");
    assertEquals("rw-------", permissions(copy));

    doppler.close();
    out.reset();
    assertEquals(0, run());
    assertEquals(before, said(out));
    assertTrue(said(err).contains("starting with the copy in " + copy), said(err));
  }

  @Test
  void aCopyThatSomebodyChangedOrOfAnotherTokenIsNoCopy() throws IOException {
    Path copy = folder.resolve("secrets");
    environment.put("DOPPLER_FALLBACK_FILE", copy.toString());
    assertEquals(0, run());
    doppler.close();
    byte[] good = Files.readAllBytes(copy);
    byte[] changed = good.clone();
    changed[good.length - 1] ^= 1;
    Files.write(copy, changed);
    assertEquals(FetchSecrets.EX_UNAVAILABLE, run());
    Files.write(copy, good);
    environment.put("DOPPLER_TOKEN", "dp.st.prd.another");
    assertEquals(FetchSecrets.EX_UNAVAILABLE, run());
  }

  @Test
  void aRevokedTokenHasNoUseForACopy() {
    environment.put("DOPPLER_FALLBACK_FILE", folder.resolve("secrets").toString());
    assertEquals(0, run());
    out.reset();
    doppler.revoke();
    assertEquals(FetchSecrets.EX_CONFIG, run());
    assertEquals("", said(out));
  }

  @Test
  void aCopyThatCanNotBeWrittenDoesNotHoldUpTheStart() {
    environment.put("DOPPLER_FALLBACK_FILE", folder.resolve("no/such/folder").toString());
    assertEquals(0, run());
    assertTrue(said(err).contains("could not be written"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"A\":1}",
        "{\"A\":\"x\"}}",
        "{\"A\":\"\\u00\"}",
        "{\"A\":\"x\\0\"}"
      })
  void otherAnswersAreNoSecrets(String body) {
    org.junit.jupiter.api.Assertions.assertThrows(
        IllegalArgumentException.class, () -> FlatJson.read(body));
  }

  @Test
  void whatIsWrittenIsRead() {
    assertEquals(SECRETS, FlatJson.read(FlatJson.write(SECRETS)));
    assertEquals(
        Map.of("a", "é/\t"), FlatJson.read(" { \"a\" : \"\\u00e9\\/\\t\" , \"b\" : null } "));
  }

  private int run() {
    return new FetchSecrets(
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run();
  }

  private static String said(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }

  private static String permissions(Path file) throws IOException {
    return java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file));
  }
}
