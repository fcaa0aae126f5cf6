package dev.repartee.foundation.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a change must not do while the version before it still serves: take away what its code uses,
 * or hold a table that has rows for longer than a moment.
 */
final class MigrationLint {

  private static final Pattern CHANGESET = Pattern.compile("(?m)^--changeset (.*)$");
  private static final Pattern CREATED =
      Pattern.compile("create\\s+(?:unlogged\\s+)?table\\s+(?:if not exists\\s+)?(\\w+)");
  private static final Pattern INDEX =
      Pattern.compile(
          "create\\s+(?:unique\\s+)?index\\s+(concurrently\\s+)?(\\w+)\\s+on\\s+(\\w+)");
  private static final Pattern ALTERED =
      Pattern.compile("alter\\s+table\\s+(?:if exists\\s+)?(\\w+)([^;]*)");
  private static final Pattern DROPPED_COLUMN =
      Pattern.compile("drop\\s+column\\s+(?:if exists\\s+)?(\\w+)");
  private static final Pattern DROPPED_TABLE =
      Pattern.compile("drop\\s+table\\s+(?:if exists\\s+)?(\\w+)");
  private static final Pattern ADDED_COLUMN =
      Pattern.compile(
          "add\\s+(?:column\\s+)?(?:if not exists\\s+)?(\\w+)\\s+[^,;]*not\\s+null[^,;]*");
  private static final Pattern RENAMED = Pattern.compile("\\brename\\s+(column|to|constraint)\\b");
  private static final Pattern RETYPED =
      Pattern.compile("alter\\s+(?:column\\s+)?(\\w+)\\s+(?:set\\s+data\\s+)?type\\b");
  private static final Pattern CHECKED =
      Pattern.compile("add\\s+constraint\\s+(\\w+)\\s+(?:check|foreign)[^;]*");

  private MigrationLint() {}

  /**
   * What is wrong with a file of formatted SQL, one sentence each.
   *
   * @param used whether code of today still says this word
   */
  static List<String> problems(String file, Predicate<String> used) {
    List<String> problems = new ArrayList<>();
    Set<String> fresh = new TreeSet<>();
    String sql = file.replaceAll("(?m)^--rollback.*$", "");
    Matcher heads = CHANGESET.matcher(sql);
    int from = -1;
    String head = "";
    while (heads.find()) {
      if (from >= 0) {
        problems.addAll(changeset(head, sql.substring(from, heads.start()), fresh, used));
      }
      head = heads.group(1);
      from = heads.end();
    }
    if (from >= 0) {
      problems.addAll(changeset(head, sql.substring(from), fresh, used));
    }
    return problems;
  }

  private static List<String> changeset(
      String head, String sql, Set<String> fresh, Predicate<String> used) {
    String body = sql.replaceAll("(?m)--.*$", "").toLowerCase(Locale.ROOT);
    List<String> problems = new ArrayList<>();
    CREATED.matcher(body).results().forEach(created -> fresh.add(created.group(1)));
    indexes(head, body, fresh, problems);
    Matcher tables = DROPPED_TABLE.matcher(body);
    while (tables.find()) {
      refuseIfUsed("table", tables.group(1), used, problems);
    }
    Matcher altered = ALTERED.matcher(body);
    while (altered.find()) {
      if (!fresh.contains(altered.group(1))) {
        alterations(altered.group(1), altered.group(2), used, problems);
      }
    }
    return problems.stream().map(problem -> head + ": " + problem).toList();
  }

  private static void indexes(String head, String body, Set<String> fresh, List<String> problems) {
    Matcher indexes = INDEX.matcher(body);
    while (indexes.find()) {
      if (!fresh.contains(indexes.group(3))) {
        if (indexes.group(1) == null) {
          problems.add("the index " + indexes.group(2) + " is not created concurrently");
        } else if (!head.contains("runInTransaction:false")) {
          problems.add("an index is created concurrently only with runInTransaction:false");
        }
      }
    }
  }

  private static void alterations(
      String table, String change, Predicate<String> used, List<String> problems) {
    Matcher dropped = DROPPED_COLUMN.matcher(change);
    while (dropped.find()) {
      refuseIfUsed("column", dropped.group(1), used, problems);
    }
    Matcher added = ADDED_COLUMN.matcher(change);
    while (added.find()) {
      if (!added.group().contains("default") && !added.group(1).equals("constraint")) {
        problems.add(table + "." + added.group(1) + " is not null and has no default");
      }
    }
    if (RENAMED.matcher(change).find()) {
      problems.add(table + " is renamed, or something of it: the version before would not find it");
    }
    Matcher retyped = RETYPED.matcher(change);
    while (retyped.find()) {
      problems.add(table + "." + retyped.group(1) + " changes its type, which rewrites the table");
    }
    Matcher checked = CHECKED.matcher(change);
    while (checked.find()) {
      if (!checked.group().contains("not valid")) {
        problems.add(
            checked.group(1) + " is not added as NOT VALID, and validated in another change");
      }
    }
  }

  private static void refuseIfUsed(
      String what, String name, Predicate<String> used, List<String> problems) {
    if (used.test(name)) {
      problems.add("the " + what + " " + name + " is still used; it goes one release later");
    }
  }
}
