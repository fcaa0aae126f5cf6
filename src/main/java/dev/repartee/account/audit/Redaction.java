package dev.repartee.account.audit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes states fit to be kept: what is named as a secret is replaced, long texts and collections
 * are cut, and what is no plain value becomes its text. Callers leave out what nobody should read;
 * this is for what they overlook.
 */
final class Redaction {

  static final String REDACTED = "[redacted]";

  private static final Pattern SECRET =
      Pattern.compile(
          "pass(word|phrase|wd)|secret|token|credential|authorization|cookie|seed|private_?key"
              + "|api_?key$|hash|signature",
          Pattern.CASE_INSENSITIVE);
  private static final int LONGEST = 300;
  private static final int MOST = 50;
  private static final int DEEPEST = 4;

  private Redaction() {}

  static Map<String, Object> of(Map<String, ?> state) {
    return map(state, 1);
  }

  private static Map<String, Object> map(Map<?, ?> state, int depth) {
    Map<String, Object> sorted = new TreeMap<>();
    state.forEach(
        (name, value) -> {
          if (value != null) {
            String key = cut(String.valueOf(name));
            sorted.put(key, SECRET.matcher(key).find() ? REDACTED : value(value, depth));
          }
        });
    return sorted.entrySet().stream()
        .limit(MOST)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
  }

  private static Object value(@Nullable Object value, int depth) {
    if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (depth < DEEPEST && value instanceof Map<?, ?> inner) {
      return map(inner, depth + 1);
    }
    if (depth < DEEPEST && value instanceof Collection<?> items) {
      return items.stream().limit(MOST).map(item -> value(item, depth + 1)).toList();
    }
    return cut(String.valueOf(value));
  }

  private static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= LONGEST) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
