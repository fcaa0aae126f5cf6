package dev.repartee.operate.health;

import java.time.Duration;

/**
 * What a look at one part found.
 *
 * @param detail one word for people: {@code ok}, or what is wrong
 * @param took how long the look took
 */
record Finding(boolean up, String detail, Duration took) {

  static final String OK = "ok";
}
