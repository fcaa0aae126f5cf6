package dev.repartee.account.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of an entry may be about a person, as it is stored: it can be erased.
 *
 * @param address from where it was done
 */
public record Details(
    @Nullable String address,
    @Nullable Map<String, Object> before,
    @Nullable Map<String, Object> after) {

  static final Details ERASED = new Details(null, null, null);
}
