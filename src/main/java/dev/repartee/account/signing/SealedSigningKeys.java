package dev.repartee.account.signing;

import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.SealedRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import javax.sql.DataSource;

/** The pairs of keys that are sealed in the table. */
@ApplicationScoped
class SealedSigningKeys implements SealedRows {

  private record Sealed(String id, byte[] value) {}

  private final Sql sql;
  private final Encryption encryption;

  @Inject
  SealedSigningKeys(DataSource dataSource, Encryption encryption) {
    this.sql = new Sql(dataSource);
    this.encryption = encryption;
  }

  @Override
  public String name() {
    return "signing keys";
  }

  @Override
  public List<String> under(byte[] header, String after, int most) {
    return sql.rows(
        "SELECT id FROM signing_key WHERE id COLLATE \"C\" > ? AND substring(sealed FOR ?) = ?"
            + " ORDER BY id COLLATE \"C\" LIMIT ?",
        row -> row.getString(1),
        after,
        header.length,
        header,
        most);
  }

  @Override
  public void rewrap(List<String> keys) {
    List<Sealed> rows =
        sql.rows(
            "SELECT id, sealed FROM signing_key WHERE id = ANY (?)",
            row -> new Sealed(row.getString(1), row.getBytes(2)),
            keys);
    for (Sealed row : rows) {
      sql.change(
          "UPDATE signing_key SET sealed = ? WHERE id = ? AND sealed = ?",
          encryption.rewrap(row.value(), SigningKeyStore.identity(row.id())),
          row.id(),
          row.value());
    }
  }
}
