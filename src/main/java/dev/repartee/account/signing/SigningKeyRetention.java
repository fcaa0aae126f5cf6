package dev.repartee.account.signing;

import dev.repartee.foundation.data.Retention;
import dev.repartee.foundation.data.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;

/** Forgets keys that have no good token left: their successor has signed for long enough. */
@ApplicationScoped
class SigningKeyRetention implements Retention {

  private final Sql sql;
  private final SigningConfig config;
  private final InstantSource clock;

  @Inject
  SigningKeyRetention(DataSource dataSource, SigningConfig config, InstantSource clock) {
    this.sql = new Sql(dataSource);
    this.config = config;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "old signing keys";
  }

  @Override
  public List<String> due(String after, int most) {
    return sql.rows(
        "SELECT id FROM signing_key AS old WHERE id COLLATE \"C\" > ? AND EXISTS (SELECT 1 FROM"
            + " signing_key AS next WHERE next.signs_from > old.signs_from AND next.signs_from < ?)"
            + " ORDER BY id COLLATE \"C\" LIMIT ?",
        row -> row.getString(1),
        after,
        clock.instant().minus(config.tokenLifetime()).minus(SigningKeyRing.MARGIN),
        most);
  }

  @Override
  public void remove(List<String> keys) {
    sql.change("DELETE FROM signing_key WHERE id = ANY (?)", keys);
  }
}
