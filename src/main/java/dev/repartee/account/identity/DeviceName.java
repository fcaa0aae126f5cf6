package dev.repartee.account.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a person calls a device, such as "Firefox on Windows", from what its client says it is. */
final class DeviceName {

  private static final int LONGEST = 512;
  private static final Pattern PRODUCT = Pattern.compile("^([A-Za-z][A-Za-z0-9._-]{0,39})");

  /** In this order: most browsers also say that they are others. */
  private static final Map<String, String> PROGRAMS = programs();

  private static final Map<String, String> SYSTEMS = systems();

  private DeviceName() {}

  /** Empty when the client says nothing that can be read. */
  static Optional<String> of(String userAgent) {
    String said = userAgent.substring(0, Math.min(userAgent.length(), LONGEST));
    @Nullable String program = firstOf(PROGRAMS, said);
    @Nullable String system = firstOf(SYSTEMS, said);
    if (program == null) {
      Matcher product = PRODUCT.matcher(said);
      return product.find() ? Optional.of(product.group(1)) : Optional.empty();
    }
    return Optional.of(system == null ? program : program + " on " + system);
  }

  private static @Nullable String firstOf(Map<String, String> names, String said) {
    return names.entrySet().stream()
        .filter(name -> said.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static Map<String, String> programs() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("Edg", "Edge");
    names.put("OPR/", "Opera");
    names.put("SamsungBrowser/", "Samsung Internet");
    names.put("Firefox/", "Firefox");
    names.put("FxiOS/", "Firefox");
    names.put("CriOS/", "Chrome");
    names.put("Chrome/", "Chrome");
    names.put("Safari/", "Safari");
    return names;
  }

  private static Map<String, String> systems() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("iPhone", "iPhone");
    names.put("iPad", "iPad");
    names.put("Android", "Android");
    names.put("Windows", "Windows");
    names.put("Mac OS X", "macOS");
    names.put("CrOS", "ChromeOS");
    names.put("Linux", "Linux");
    return names;
  }
}
