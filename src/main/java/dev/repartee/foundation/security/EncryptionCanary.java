package dev.repartee.foundation.security;

import dev.repartee.foundation.config.StartOrder;
import dev.repartee.foundation.config.StartRefused;
import dev.repartee.foundation.data.Sql;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;

/**
 * One known value, sealed in the database, that shows at start whether this instance has the key
 * that everything else there is sealed with. An instance that has not does not start: it would fail
 * at every secret, one by one, and seal new ones that the others can not read.
 */
@ApplicationScoped
public class EncryptionCanary {

  static final String IDENTITY = "encryption_canary";

  private static final byte[] SONG = "it sings".getBytes(StandardCharsets.UTF_8);

  private final Sql sql;
  private final Encryption encryption;

  @Inject
  public EncryptionCanary(DataSource dataSource, Encryption encryption) {
    this.sql = new Sql(dataSource);
    this.encryption = encryption;
  }

  @Transactional
  void check(@Observes @Priority(StartOrder.SECRETS) Startup event) {
    if (!isReadable()) {
      throw StartRefused.because(
          EncryptionConfig.KEY
              + ": is not the key that the secrets in this database are sealed with. Put that one"
              + " back, or let "
              + EncryptionConfig.PREVIOUS_KEY
              + " name it until everything is sealed under the new one");
    }
  }

  /** Whether what is stored can be opened with the keys that are here. */
  public boolean isReadable() {
    try {
      encryption.open(sealed(), IDENTITY);
      return true;
    } catch (Undecipherable e) {
      return false;
    }
  }

  /** Whether everything is sealed under the current key, as {@link #renew} says it is. */
  public boolean isCurrent() {
    return encryption.isCurrent(sealed());
  }

  /** Seals it under the current key: from now on a start needs that one. */
  @Transactional
  public void renew() {
    sql.change(
        "UPDATE encryption_canary SET sealed = ?, sealed_at = statement_timestamp()",
        encryption.seal(SONG, IDENTITY));
  }

  /** What was there, or is now; instances that start at once agree on one. */
  private byte[] sealed() {
    sql.change(
        """
        INSERT INTO encryption_canary (id, sealed, sealed_at) VALUES (1, ?, statement_timestamp())
        ON CONFLICT (id) DO NOTHING
        """,
        encryption.seal(SONG, IDENTITY));
    return sql.rows("SELECT sealed FROM encryption_canary", row -> row.getBytes(1)).get(0);
  }
}
