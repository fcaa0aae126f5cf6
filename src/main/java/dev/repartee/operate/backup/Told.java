package dev.repartee.operate.backup;

/** Is told how far something long has come, and may stop it by throwing. */
@FunctionalInterface
public interface Told {

  /**
   * Called several times a second.
   *
   * @param table what is being worked on
   * @param done how many bytes of the database's text are done
   */
  void at(String table, long done);
}
