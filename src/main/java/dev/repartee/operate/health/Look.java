package dev.repartee.operate.health;

import dev.repartee.foundation.data.Redis;
import dev.repartee.foundation.data.SchemaAtStart;
import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.http.Wire;
import dev.repartee.foundation.storage.ObjectStore;
import dev.repartee.foundation.storage.StorageState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Looks at one part, for as long as it takes. */
@ApplicationScoped
class Look {

  private static final int DATABASE_SECONDS = 1;
  private static final String AWAY = "away";

  private final DataSource dataSource;
  private final SchemaAtStart schema;
  private final Redis redis;
  private final ObjectStore storage;

  @Inject
  Look(DataSource dataSource, SchemaAtStart schema, Redis redis, ObjectStore storage) {
    this.dataSource = dataSource;
    this.schema = schema;
    this.redis = redis;
    this.storage = storage;
  }

  /** One word: {@link Finding#OK}, or what is wrong. */
  String at(Part part) {
    return switch (part) {
      case DATABASE -> database();
      case MIGRATIONS -> schema.applied() ? Finding.OK : "pending";
      case REDIS -> redis.answers() ? Finding.OK : AWAY;
      case STORAGE -> {
        StorageState state = storage.state();
        yield state == StorageState.READY ? Finding.OK : Wire.name(state);
      }
    };
  }

  private String database() {
    try (Connection connection = Sql.unwalled(dataSource)) {
      return connection.isValid(DATABASE_SECONDS) ? Finding.OK : AWAY;
    } catch (SQLException e) {
      return AWAY;
    }
  }
}
