package dev.repartee.foundation.data;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Postgres is, as {@code DATABASE_URL} says it: {@code
 * postgres://user:password@host/database} with parameters after a question mark. The JDBC driver
 * takes no login in front of the host; {@code liberty/server.env} makes the same of it for the
 * server.
 */
public final class DatabaseAddress {

  private static final Pattern URL =
      Pattern.compile("postgres(?:ql)?://(?:([^:@/?]*)(?::(.*))?@)?([^@/?]+/[^@/?]+)(?:\\?(.*))?");

  private final String login;
  private final String place;
  private final String parameters;

  private DatabaseAddress(String login, String place, String parameters) {
    this.login = login;
    this.place = place;
    this.parameters = parameters;
  }

  /** Reads the URL; empty when it is not one. What is percent-encoded stays so. */
  public static Optional<DatabaseAddress> parse(String url) {
    Matcher matcher = URL.matcher(url.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    StringBuilder login = new StringBuilder();
    if (matcher.group(1) != null) {
      login.append("&user=").append(matcher.group(1));
    }
    if (matcher.group(2) != null) {
      login.append("&password=").append(matcher.group(2));
    }
    String parameters = matcher.group(4);
    return Optional.of(
        new DatabaseAddress(
            login.toString(), matcher.group(3), parameters == null ? "" : "&" + parameters));
  }

  /**
   * As the driver takes it, password included.
   *
   * @param application what the connections are called in {@code pg_stat_activity}
   */
  public String jdbc(String application) {
    return "jdbc:postgresql://"
        + place
        + "?ApplicationName="
        + application
        + "&tcpKeepAlive=true"
        + login
        + parameters;
  }

  /** Host, port and name of the database, without the login. */
  public String place() {
    return place;
  }

  @Override
  public String toString() {
    return place;
  }
}
