package dev.repartee.operate.backup;

import java.util.List;
import java.util.stream.Collectors;

/** A table with the columns that have data of their own, in their order. */
record Table(String name, List<String> columns) {

  String copyOut() {
    return "COPY " + target() + " TO STDOUT";
  }

  String copyIn() {
    return "COPY " + target() + " FROM STDIN";
  }

  private String target() {
    return quoted(name)
        + " ("
        + columns.stream().map(Table::quoted).collect(Collectors.joining(", "))
        + ")";
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
