package dev.repartee.foundation.job;

import dev.repartee.foundation.data.Json;
import dev.repartee.foundation.data.Sql;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.SealedRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The secrets in payloads, wherever a job is: it may go on from one table to the next while they
 * are walked, in that order.
 */
@ApplicationScoped
class SealedPayloads {

  private final DataSource dataSource;
  private final Encryption encryption;

  @Inject
  SealedPayloads(DataSource dataSource, Encryption encryption) {
    this.dataSource = dataSource;
    this.encryption = encryption;
  }

  @Produces
  @Dependent
  SealedRows ofLiveJobs() {
    return new Table("jobs, 1 live", "job");
  }

  @Produces
  @Dependent
  SealedRows ofDeadJobs() {
    return new Table("jobs, 2 dead", "dead_job");
  }

  @Produces
  @Dependent
  SealedRows ofDoneJobs() {
    return new Table("jobs, 3 done", "done_job");
  }

  private record Payload(UUID id, String json) {}

  private final class Table implements SealedRows {

    private final String name;
    private final String table;
    private final Sql sql = new Sql(dataSource);

    Table(String name, String table) {
      this.name = name;
      this.table = table;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<String> under(byte[] header, String after, int most) {
      return sql.rows(
          "SELECT id FROM %s WHERE id > ? AND strpos(payload, ?) > 0 ORDER BY id LIMIT ?"
              .formatted(table),
          row -> row.getString(1),
          after.isEmpty() ? new UUID(0, 0) : UUID.fromString(after),
          PayloadSecrets.PREFIX + Base64.getEncoder().encodeToString(header),
          most);
    }

    @Override
    public void rewrap(List<String> keys) {
      List<Payload> payloads =
          sql.rows(
              "SELECT id, payload FROM %s WHERE id = ANY (?)".formatted(table),
              row -> new Payload(row.getObject(1, UUID.class), row.getString(2)),
              keys.stream().map(UUID::fromString).toList());
      for (Payload payload : payloads) {
        sql.change(
            "UPDATE %s SET payload = ? WHERE id = ? AND payload = ?".formatted(table),
            rewrapped(payload),
            payload.id(),
            payload.json());
      }
    }
  }

  private String rewrapped(Payload payload) {
    JsonObject object = Json.read(payload.json(), JsonObject.class);
    return rewrapped(object, PayloadSecrets.identity(payload.id())).toString();
  }

  private JsonValue rewrapped(JsonValue value, String identity) {
    return switch (value.getValueType()) {
      case OBJECT -> {
        var object = jakarta.json.Json.createObjectBuilder();
        value.asJsonObject().forEach((key, each) -> object.add(key, rewrapped(each, identity)));
        yield object.build();
      }
      case ARRAY -> {
        var array = jakarta.json.Json.createArrayBuilder();
        value.asJsonArray().forEach(each -> array.add(rewrapped(each, identity)));
        yield array.build();
      }
      case STRING ->
          jakarta.json.Json.createValue(rewrapped(((JsonString) value).getString(), identity));
      default -> value;
    };
  }

  private String rewrapped(String text, String identity) {
    return text.startsWith(PayloadSecrets.PREFIX)
        ? PayloadSecrets.text(encryption.rewrap(PayloadSecrets.sealed(text), identity))
        : text;
  }
}
