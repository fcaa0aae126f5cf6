package dev.repartee.foundation.data;

import dev.repartee.foundation.telemetry.SlowQueries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.PersistenceUnit;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Where rows live. The server owns the pool; inside a transaction every part of it shares one
 * connection.
 */
@ApplicationScoped
@PersistenceUnit(name = DataSources.STORE, unitName = "app")
@SuppressWarnings("BanJNDI") // fixed names of the server's own configuration, never input
public class DataSources {

  /** What a Jakarta Data repository names as its {@code dataStore}. */
  public static final String STORE = "java:app/env/jpa/app";

  /** What everybody gets: behind the wall. */
  @Produces
  @ApplicationScoped
  DataSource dataSource(@Unwalled DataSource pool, Tenancy tenancy) {
    return new WalledDataSource(pool, tenancy);
  }

  @Produces
  @Unwalled
  @ApplicationScoped
  DataSource pool(SlowQueries watch) throws NamingException {
    DataSource pool = InitialContext.doLookup("jdbc/repartee");
    return Watched.over(pool, watch);
  }

  @Produces
  @ApplicationScoped
  TransactionSynchronizationRegistry transactions() throws NamingException {
    return InitialContext.doLookup("java:comp/TransactionSynchronizationRegistry");
  }
}
