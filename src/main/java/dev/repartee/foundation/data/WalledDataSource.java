package dev.repartee.foundation.data;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The server's pool, behind the {@link Tenancy second wall}. */
final class WalledDataSource implements DataSource {

  /** What is before the wall; the container gives its proxy for what is itself. */
  record Pool(DataSource unwalled) {}

  private final DataSource pool;
  private final Pool before;
  private final Tenancy tenancy;

  WalledDataSource(DataSource pool, Tenancy tenancy) {
    this.pool = pool;
    this.before = new Pool(pool);
    this.tenancy = tenancy;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return tenancy.connection();
  }

  /** There is one login. */
  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return pool.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    pool.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    pool.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return pool.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return pool.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(before) ? type.cast(before) : pool.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(before) || pool.isWrapperFor(type);
  }
}
