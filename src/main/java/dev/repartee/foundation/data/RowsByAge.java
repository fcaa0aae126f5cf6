package dev.repartee.foundation.data;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Forgets the rows of a table, by the time in one of its columns. */
public final class RowsByAge implements Retention {

  private final String name;
  private final Sql sql;
  private final String table;
  private final String time;
  private final Supplier<Instant> before;

  /**
   * @param name as {@link #name}
   * @param table has an {@code id} that is a UUID
   * @param time its column; a row without one stays
   * @param before rows with an earlier time go
   */
  public RowsByAge(
      String name, DataSource dataSource, String table, String time, Supplier<Instant> before) {
    this.name = name;
    this.sql = new Sql(dataSource);
    this.table = table;
    this.time = time;
    this.before = before;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> due(String after, int most) {
    return sql.rows(
        "SELECT id FROM %s WHERE %s < ? AND CAST(id AS text) > ? ORDER BY CAST(id AS text) LIMIT ?"
            .formatted(table, time),
        row -> row.getString(1),
        before.get(),
        after,
        most);
  }

  @Override
  public void remove(List<String> keys) {
    sql.change(
        "DELETE FROM %s WHERE id = ANY (?) AND %s < ?".formatted(table, time),
        keys.stream().map(UUID::fromString).toList(),
        before.get());
  }
}
