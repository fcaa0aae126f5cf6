package dev.repartee.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Postgres, Redis and an S3 server for one run of the product or of its tests. A service whose
 * address is in the environment ({@code DATABASE_URL}, {@code REDIS_URL}, {@code S3_ENDPOINT}) is
 * somebody else's and used as it is; the others are started below a home folder that keeps data,
 * ports and credentials.
 */
public final class LocalServices implements AutoCloseable {
  private static final List<String> NAMES =
      List.of(
          "DATABASE_URL",
          "REDIS_URL",
          "S3_ENDPOINT",
          "S3_REGION",
          "S3_BUCKET",
          "S3_ACCESS_KEY_ID",
          "S3_SECRET_ACCESS_KEY");
  private static final int TEST_HOMES = 8;
  private static @Nullable LocalServices shared;

  private final LocalHome home;
  private final Map<String, String> given;
  private final Deque<LocalService> started = new ArrayDeque<>();
  private @Nullable PostgresServer postgres;
  private @Nullable RedisServer redis;
  private @Nullable S3Server s3;

  private LocalServices(LocalHome home, Map<String, String> given) {
    this.home = home;
    this.given = given;
  }

  /**
   * Starts what the environment does not bring.
   *
   * @param home the folder for data, logs, ports and credentials, made when missing
   * @param environment where addresses of other services are looked up
   * @param progress told about each step
   * @throws AlreadyRunningException when another process uses this home
   * @throws LocalServiceException when one does not start; those that did are stopped again
   */
  public static LocalServices start(Path home, Map<String, String> environment, Progress progress) {
    LocalServices services = new LocalServices(LocalHome.open(home), environment);
    try {
      LibertyServer.stopLeftover(services.home, progress);
      services.startAll(progress);
      return services;
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
  }

  /**
   * The services that all tests of this process share, started on first use below {@code target/}
   * and stopped when the process ends.
   */
  public static synchronized LocalServices forTests() {
    if (shared == null) {
      LocalServices services = startInFreeTestHome();
      Runtime.getRuntime().addShutdownHook(new Thread(services::close, "stop local services"));
      services.postgres().dropTestDatabases();
      shared = services;
    }
    return shared;
  }

  private static LocalServices startInFreeTestHome() {
    Path target = Path.of("target").toAbsolutePath();
    for (int number = 1; ; number++) {
      try {
        return start(target.resolve("local-" + number), Map.of(), Progress.silent());
      } catch (AlreadyRunningException heldByOtherTests) {
        if (number == TEST_HOMES) {
          throw heldByOtherTests;
        }
      }
    }
  }

  private void startAll(Progress progress) {
    if (isMissing("DATABASE_URL", progress)) {
      PostgresServer fresh = new PostgresServer(home, progress);
      started.push(fresh);
      fresh.prepareAndStart();
      postgres = fresh;
    }
    if (isMissing("REDIS_URL", progress)) {
      RedisServer fresh = new RedisServer(home, progress);
      started.push(fresh);
      fresh.prepareAndStart();
      redis = fresh;
    }
    if (isMissing("S3_ENDPOINT", progress)) {
      S3Server fresh = new S3Server(home, progress);
      started.push(fresh);
      fresh.prepareAndStart();
      s3 = fresh;
    }
  }

  private boolean isMissing(String name, Progress progress) {
    boolean missing = given.getOrDefault(name, "").isBlank();
    if (!missing) {
      progress.say(name + " is set: using that one");
    }
    return missing;
  }

  /**
   * What the product's process needs to find the services: {@code DATABASE_URL}, {@code REDIS_URL}
   * and the five {@code S3_} variables, as far as they are known.
   */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    NAMES.forEach(name -> variables.put(name, given.getOrDefault(name, "")));
    variables.values().removeIf(String::isBlank);
    if (postgres != null) {
      variables.put("DATABASE_URL", postgres.url());
    }
    if (redis != null) {
      variables.put("REDIS_URL", redis.url());
    }
    if (s3 != null) {
      variables.put("S3_ENDPOINT", s3.endpoint().toString());
      variables.put("S3_REGION", s3.region());
      variables.put("S3_BUCKET", s3.bucket());
      variables.put("S3_ACCESS_KEY_ID", s3.accessKeyId());
      variables.put("S3_SECRET_ACCESS_KEY", s3.secretAccessKey());
    }
    return Collections.unmodifiableMap(variables);
  }

  /**
   * The Postgres that was started here.
   *
   * @throws IllegalStateException when {@code DATABASE_URL} names another one
   */
  public PostgresServer postgres() {
    return startedHere(postgres, "DATABASE_URL");
  }

  /**
   * The Redis that was started here.
   *
   * @throws IllegalStateException when {@code REDIS_URL} names another one
   */
  public RedisServer redis() {
    return startedHere(redis, "REDIS_URL");
  }

  /**
   * The S3 server that was started here.
   *
   * @throws IllegalStateException when {@code S3_ENDPOINT} names another one
   */
  public S3Server s3() {
    return startedHere(s3, "S3_ENDPOINT");
  }

  private static <T> T startedHere(@Nullable T service, String variable) {
    if (service == null) {
      throw new IllegalStateException("Not started here, because " + variable + " is set");
    }
    return service;
  }

  /**
   * Makes a new database as a copy of another one to which nobody is connected.
   *
   * @return its URL, with user and password
   */
  public String newDatabase(String template) {
    return postgres().newDatabase(template);
  }

  LocalHome home() {
    return home;
  }

  /** The name of their home, which no other process uses at the same time. */
  public String name() {
    return String.valueOf(home.directory().getFileName());
  }

  /** Stops what was started here, the last one first, and lets the home go. */
  @Override
  public void close() {
    try {
      started.forEach(LocalService::stop);
    } finally {
      home.close();
    }
  }
}
