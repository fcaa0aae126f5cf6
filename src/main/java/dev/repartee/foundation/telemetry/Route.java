package dev.repartee.foundation.telemetry;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The path of a request as what all its like have in common: ids and names are struck out. */
final class Route {

  private static final Pattern WORD = Pattern.compile("[a-z]{1,24}(?:-[a-z]{1,24}){0,3}|v\\d|");
  private static final int MOST_PARTS = 8;

  private Route() {}

  static String of(String path) {
    return Arrays.stream(path.split("/", MOST_PARTS + 1))
        .limit(MOST_PARTS)
        .map(part -> WORD.matcher(part).matches() ? part : "{}")
        .collect(Collectors.joining("/"));
  }
}
