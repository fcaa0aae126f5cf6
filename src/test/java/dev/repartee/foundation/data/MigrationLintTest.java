package dev.repartee.foundation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationLintTest {

  private static final Path CHANGES = Path.of("db-changelog/changes");

  /** Files up to this one make the first release; nobody has rows when they run. */
  private static final int FIRST_RELEASE = 99;

  private static final String HEAD = "--liquibase formatted sql\n--changeset repartee:9-x%s\n%s;\n";

  @Test
  void noChangeGetsInTheWayOfTheVersionBeforeIt() throws IOException {
    Predicate<String> used = wordsOfTheCode()::contains;
    List<String> problems = new ArrayList<>();
    try (Stream<Path> files = Files.list(CHANGES)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (Integer.parseInt(name.substring(0, 4)) > FIRST_RELEASE) {
          MigrationLint.problems(Files.readString(file), used)
              .forEach(problem -> problems.add(name + ": " + problem));
        }
      }
    }
    assertEquals(List.of(), problems);
  }

  @Test
  void evenTheFirstReleaseTakesNothingAwayThatIsUsed() throws IOException {
    Predicate<String> used = wordsOfTheCode()::contains;
    try (Stream<Path> files = Files.list(CHANGES)) {
      for (Path file : files.toList()) {
        List<String> problems = MigrationLint.problems(Files.readString(file), used);
        assertTrue(
            problems.stream().noneMatch(problem -> problem.contains("still used")),
            file + " " + problems);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE INDEX a ON job (x) | the index a is not created concurrently",
        "CREATE UNIQUE INDEX CONCURRENTLY a ON job (x) | only with runInTransaction:false",
        "ALTER TABLE job DROP COLUMN priority | the column priority is still used",
        "DROP TABLE IF EXISTS session | the table session is still used",
        "ALTER TABLE job ADD COLUMN colour text NOT NULL | job.colour is not null and has no"
            + " default",
        "ALTER TABLE job RENAME COLUMN a TO b | is renamed",
        "ALTER TABLE job ALTER COLUMN priority TYPE bigint | job.priority changes its type",
        "ALTER TABLE job ADD CONSTRAINT c CHECK (x > 0) | c is not added as NOT VALID",
      })
  void refuses(String sql, String told) {
    List<String> problems =
        MigrationLint.problems(HEAD.formatted("", sql), Set.of("priority", "session")::contains);
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains(told), problems.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "' runInTransaction:false' | CREATE INDEX CONCURRENTLY a ON job (x)",
        "'' | CREATE TABLE b (x int NOT NULL); CREATE INDEX a ON b (x); ALTER TABLE b RENAME x TO"
            + " y",
        "'' | ALTER TABLE job DROP COLUMN forgotten",
        "'' | ALTER TABLE job ADD COLUMN colour text NOT NULL DEFAULT 'red'",
        "'' | ALTER TABLE job ADD CONSTRAINT c CHECK (x > 0) NOT VALID",
        "'' | 'INSERT INTO job VALUES (1)\n--rollback DROP TABLE session'",
      })
  void takes(String attributes, String sql) {
    assertEquals(
        List.of(),
        MigrationLint.problems(
            HEAD.formatted(attributes, sql.replace("\\n", "\n")), Set.of("session")::contains));
  }

  /** Every word of the sources, in the spelling of columns. */
  private static Set<String> wordsOfTheCode() throws IOException {
    StringBuilder code = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        code.append(Files.readString(file)).append('\n');
      }
    }
    return Pattern.compile("\\w+")
        .matcher(code)
        .results()
        .flatMap(word -> Stream.of(word.group(), snake(word.group())))
        .collect(Collectors.toSet());
  }

  private static String snake(String word) {
    return word.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
