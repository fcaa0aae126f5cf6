package dev.repartee.foundation.data;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The second wall between workspaces: tells every transaction, until its end and no longer, whose
 * rows it may see, and lets Postgres hold it to that. In the name of a caller that is the caller's
 * workspace, always. Who has no caller is the product itself, or a public resource such as signing
 * in: they see everything.
 *
 * <p>A transaction is told once, when it first asks for something. Without a transaction every
 * statement in a caller's name has one of its own.
 */
@ApplicationScoped
public class Tenancy {

  private static final Object TOLD = Tenancy.class.getName();

  private final DataSource pool;
  private final WorkspaceOfRequest request;
  private final TransactionSynchronizationRegistry transactions;
  private final ThreadLocal<Wall.@Nullable Sight> asked = new ThreadLocal<>();
  private volatile Wall wall = Wall.NONE;

  @Inject
  Tenancy(
      @Unwalled DataSource pool,
      WorkspaceOfRequest request,
      TransactionSynchronizationRegistry transactions) {
    this.pool = pool;
    this.request = request;
    this.transactions = transactions;
  }

  /** From now on this holds; before, while the schema is being made, nothing does. */
  void raise(Wall found) {
    wall = found;
  }

  Wall wall() {
    return wall;
  }

  /**
   * Does something that needs the rows of all workspaces, whoever calls; see {@link
   * AcrossWorkspaces}.
   */
  public <T extends @Nullable Object> T across(Callable<T> work) throws Exception {
    return seeing(Wall.Sight.EVERYTHING, work);
  }

  /** Does something in the name of a workspace. */
  public <T extends @Nullable Object> T within(UUID workspace, Callable<T> work) throws Exception {
    return seeing(new Wall.Sight(workspace), work);
  }

  private <T extends @Nullable Object> T seeing(Wall.Sight sight, Callable<T> work)
      throws Exception {
    Wall.@Nullable Sight before = asked.get();
    asked.set(sight);
    T result;
    try {
      result = work.call();
    } finally {
      if (before == null) {
        asked.remove();
      } else {
        asked.set(before);
      }
    }
    // After a failure the transaction may be past being told anything; it is rolled back.
    tellTransaction();
    return result;
  }

  private Wall.Sight sight() {
    Wall.@Nullable Sight wish = asked.get();
    return wish != null ? wish : request.find().map(Wall.Sight::new).orElse(Wall.Sight.EVERYTHING);
  }

  /** Whether there is no transaction, but something to tell one. */
  boolean needsTransaction() {
    return transactions.getTransactionKey() == null && wall.mustBeTold(sight());
  }

  /** Tells the transaction at hand, if there is one and it does not know yet. */
  void tellTransaction() throws SQLException {
    if (mustTell(sight())) {
      connection().close();
    }
  }

  /** Whether there is a transaction that was told something else, or has to be told. */
  private boolean mustTell(Wall.Sight sight) {
    if (wall == Wall.NONE || transactions.getTransactionKey() == null) {
      return false;
    }
    Object told = transactions.getResource(TOLD);
    return told == null ? wall.mustBeTold(sight) : !told.equals(sight);
  }

  /** A connection that sees what it may, until it is closed or the transaction ends. */
  Connection connection() throws SQLException {
    Wall.Sight sight = sight();
    Connection connection = pool.getConnection();
    try {
      if (transactions.getTransactionKey() != null) {
        if (mustTell(sight)) {
          wall.tell(connection, sight);
          transactions.putResource(TOLD, sight);
        }
        return connection;
      }
      return wall.mustBeTold(sight)
          ? OwnTransactionConnection.begin(connection, wall, sight)
          : connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
