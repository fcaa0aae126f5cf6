package dev.repartee.account.clerk;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user as Clerk describes them, in its API and in events alike.
 *
 * @param email the primary address; one that nobody can write to when Clerk knows none
 * @param verified whether Clerk has seen that the address is theirs
 * @param updatedAt when Clerk last changed something about them
 */
record ClerkProfile(
    String id, String email, boolean verified, @Nullable String name, Instant updatedAt) {

  private static final int LONGEST_EMAIL = 254;

  /** The profile in a user object; empty when it is none. */
  static Optional<ClerkProfile> of(JsonObject user) {
    String id = text(user, "id");
    if (!ClerkSession.isId(id)) {
      return Optional.empty();
    }
    String primary = text(user, "primary_email_address_id");
    Optional<JsonObject> address =
        addresses(user).filter(one -> text(one, "id").equals(primary)).findFirst();
    String email = address.map(one -> text(one, "email_address")).orElse("");
    boolean usable = email.indexOf('@') > 0 && email.length() <= LONGEST_EMAIL;
    boolean verified =
        usable
            && address
                .map(one -> one.get("verification"))
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .map(one -> text(one, "status").equals("verified"))
                .orElse(false);
    String name = (text(user, "first_name") + " " + text(user, "last_name")).strip();
    Instant updatedAt =
        user.get("updated_at") instanceof JsonNumber millis
            ? Instant.ofEpochMilli(millis.longValue())
            : Instant.EPOCH;
    return Optional.of(
        new ClerkProfile(
            id,
            usable ? email : id.toLowerCase(java.util.Locale.ROOT) + "@clerk.invalid",
            verified,
            name.isEmpty() ? null : name,
            updatedAt));
  }

  private static Stream<JsonObject> addresses(JsonObject user) {
    @Nullable JsonValue all = user.get("email_addresses");
    return all == null || all.getValueType() != JsonValue.ValueType.ARRAY
        ? Stream.empty()
        : all.asJsonArray().stream()
            .filter(JsonObject.class::isInstance)
            .map(JsonValue::asJsonObject);
  }

  static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString text ? text.getString() : "";
  }
}
