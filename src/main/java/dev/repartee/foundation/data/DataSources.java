package dev.repartee.foundation.data;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.PersistenceUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Where rows live. The server owns the pool; inside a transaction every part of it shares one
 * connection.
 */
@ApplicationScoped
@PersistenceUnit(name = DataSources.STORE, unitName = "app")
public class DataSources {

  /** What a Jakarta Data repository names as its {@code dataStore}. */
  public static final String STORE = "java:app/env/jpa/app";

  @Produces
  @ApplicationScoped
  @SuppressWarnings("BanJNDI") // a fixed name of the server's own configuration, never input
  DataSource dataSource() throws NamingException {
    return InitialContext.doLookup("jdbc/repartee");
  }
}
