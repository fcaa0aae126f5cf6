package dev.repartee.account.signing;

import com.nimbusds.jose.jwk.ECKey;
import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.security.Encryption;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;

/** The keys in their table, each pair sealed as a whole. */
final class SigningKeyStore {

  /** For the advisory lock that whoever changes the keys holds. */
  private static final long LOCK = 0x7369676e6b657973L;

  /**
   * A key as it is stored.
   *
   * @param signsFrom when it takes over from the one before
   */
  record Stored(String id, byte[] sealed, Instant createdAt, Instant signsFrom) {}

  private final Sql sql;
  private final Encryption encryption;

  SigningKeyStore(DataSource dataSource, Encryption encryption) {
    this.sql = new Sql(dataSource);
    this.encryption = encryption;
  }

  static String identity(String id) {
    return "signing_key/" + id;
  }

  /** Makes others who want to change the keys wait until the transaction at hand ends. */
  void lock() {
    sql.rows("SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
  }

  /** All of them, in the order in which they sign. */
  List<Stored> all() {
    return sql.rows(
        "SELECT id, sealed, created_at, signs_from FROM signing_key ORDER BY signs_from, id",
        row ->
            new Stored(
                row.getString(1),
                row.getBytes(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getObject(4, OffsetDateTime.class).toInstant()));
  }

  /**
   * Opens a key.
   *
   * @throws dev.repartee.foundation.security.Undecipherable when it is sealed under another key, or
   *     was changed
   */
  SigningKey open(Stored stored) {
    byte[] plain = encryption.open(stored.sealed(), identity(stored.id()));
    try {
      ECKey pair = ECKey.parse(new String(plain, StandardCharsets.UTF_8));
      return new SigningKey(pair, stored.createdAt(), stored.signsFrom());
    } catch (ParseException e) {
      throw new IllegalStateException("A signing key is not one: " + stored.id());
    }
  }

  void add(SigningKey key) {
    sql.change(
        "INSERT INTO signing_key (id, sealed, created_at, signs_from) VALUES (?, ?, ?, ?)",
        key.id(),
        encryption.seal(
            key.pair().toJSONString().getBytes(StandardCharsets.UTF_8), identity(key.id())),
        key.createdAt(),
        key.signsFrom());
  }

  int removeAll() {
    return sql.change("DELETE FROM signing_key");
  }
}
