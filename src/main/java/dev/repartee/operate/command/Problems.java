package dev.repartee.operate.command;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what broke into one line an operator can act on. */
final class Problems {

  private static final int LONGEST = 400;

  private Problems() {}

  static String inOneLine(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    for (Throwable e : chain) {
      if (e instanceof SQLException sql) {
        return sql(sql);
      }
    }
    for (Throwable e : chain) {
      if (e instanceof UnknownHostException) {
        return "there is no host " + e.getMessage();
      }
      if (e instanceof ConnectException) {
        return "no connection" + (e.getMessage() == null ? "" : ": " + firstLine(e));
      }
    }
    return firstLine(chain.get(chain.size() - 1));
  }

  private static String sql(SQLException e) {
    String state = e.getSQLState();
    if (state != null && state.startsWith("08")) {
      return "the database can not be reached: " + firstLine(e);
    }
    return "the database says: " + firstLine(e);
  }

  private static String firstLine(Throwable e) {
    String message = e.getMessage();
    String text = message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    String line = text.strip().lines().findFirst().orElse(text);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (@Nullable Throwable e = thrown; e != null && !chain.contains(e); e = e.getCause()) {
      chain.add(e);
    }
    return chain;
  }
}
