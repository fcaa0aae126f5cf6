package dev.repartee.operate.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What there is in the schema of a database. */
final class Catalogue {

  private static final String COLUMNS =
      """
      SELECT c.relname, a.attname FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = ''
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
      ORDER BY c.relname, a.attnum
      """;
  private static final String REFERENCES =
      """
      SELECT DISTINCT one.relname, other.relname FROM pg_constraint f
      JOIN pg_class one ON one.oid = f.conrelid JOIN pg_class other ON other.oid = f.confrelid
      WHERE f.contype = 'f' AND f.conrelid <> f.confrelid
        AND one.relnamespace = current_schema()::regnamespace
      """;
  private static final String SEQUENCES =
      """
      SELECT sequencename, last_value FROM pg_sequences
      WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY sequencename
      """;

  private Catalogue() {}

  /**
   * All tables, each after those it refers to.
   *
   * @throws IllegalStateException when tables refer to each other in a circle
   */
  static List<Table> tables(Connection connection) throws SQLException {
    Map<String, List<String>> columns = pairs(connection, COLUMNS);
    Map<String, List<String>> references = pairs(connection, REFERENCES);
    List<Table> ordered = new ArrayList<>();
    Set<String> left = new LinkedHashSet<>(columns.keySet());
    while (!left.isEmpty()) {
      List<String> free =
          left.stream()
              .filter(t -> references.getOrDefault(t, List.of()).stream().noneMatch(left::contains))
              .toList();
      if (free.isEmpty()) {
        throw new IllegalStateException("These tables refer to each other in a circle: " + left);
      }
      free.forEach(name -> ordered.add(new Table(name, columns.getOrDefault(name, List.of()))));
      free.forEach(left::remove);
    }
    return ordered;
  }

  /** The last value of each sequence that has given one. */
  static Map<String, Long> sequences(Connection connection) throws SQLException {
    Map<String, Long> values = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SEQUENCES)) {
      while (row.next()) {
        values.put(row.getString(1), row.getLong(2));
      }
    }
    return values;
  }

  private static Map<String, List<String>> pairs(Connection connection, String sql)
      throws SQLException {
    Map<String, List<String>> pairs = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        pairs.computeIfAbsent(row.getString(1), name -> new ArrayList<>()).add(row.getString(2));
      }
    }
    return pairs;
  }
}
