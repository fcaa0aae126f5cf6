package dev.repartee.account.clerk;

import dev.repartee.foundation.data.AcrossWorkspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/** What Clerk tells: each event has its effect once, in the transaction that notes that it came. */
@AcrossWorkspaces
@ApplicationScoped
class ClerkEvents {

  private final ClerkStore store;
  private final ClerkMembers members;
  private final InstantSource clock;
  private final MetricRegistry metrics;

  @Inject
  ClerkEvents(
      DataSource dataSource, ClerkMembers members, InstantSource clock, MetricRegistry metrics) {
    this.store = new ClerkStore(dataSource);
    this.members = members;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Does what an event asks for, unless it came before.
   *
   * @param id the same whenever the same event is delivered
   */
  @Transactional
  void take(String id, JsonObject event) {
    if (!store.isFirst(id, clock.instant())) {
      count("repeated");
      return;
    }
    JsonObject data = object(event, "data");
    switch (ClerkProfile.text(event, "type")) {
      case "user.created", "user.updated" -> ClerkProfile.of(data).ifPresent(members::update);
      case "user.deleted" -> user(data, "id").ifPresent(members::close);
      case "organizationMembership.created", "organizationMembership.updated" ->
          user(object(data, "public_user_data"), "user_id")
              .ifPresent(
                  user ->
                      organization(data).ifPresent(in -> members.join(user, in, sentAt(event))));
      case "organizationMembership.deleted" ->
          user(object(data, "public_user_data"), "user_id")
              .ifPresent(
                  user ->
                      organization(data)
                          .ifPresent(in -> members.leave(user, in.id(), sentAt(event))));
      default -> {
        count("ignored"); // an endpoint may be subscribed to more than we need
        return;
      }
    }
    count("taken");
  }

  private void count(String outcome) {
    metrics.counter("repartee_clerk_events_total", new Tag("outcome", outcome)).inc();
  }

  private Instant sentAt(JsonObject event) {
    return event.get("timestamp") instanceof JsonNumber millis
        ? Instant.ofEpochMilli(millis.longValue())
        : clock.instant();
  }

  private static Optional<String> user(JsonObject data, String name) {
    return Optional.of(ClerkProfile.text(data, name)).filter(ClerkSession::isId);
  }

  private static Optional<ClerkSession.Organization> organization(JsonObject data) {
    JsonObject organization = object(data, "organization");
    String id = ClerkProfile.text(organization, "id");
    String name = ClerkProfile.text(organization, "name");
    return ClerkSession.isId(id)
        ? Optional.of(
            new ClerkSession.Organization(
                id, name.isBlank() ? id : name, ClerkSession.role(ClerkProfile.text(data, "role"))))
        : Optional.empty();
  }

  private static JsonObject object(JsonObject parent, String name) {
    @Nullable JsonValue value = parent.get(name);
    return value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
  }
}
