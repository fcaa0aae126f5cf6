package dev.repartee.foundation.data;

import dev.repartee.foundation.telemetry.SlowQueries;
import jakarta.enterprise.inject.spi.CDI;
import org.eclipse.persistence.sessions.DatasourceLogin;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * Lets EclipseLink, which has the server's pool from the server, take connections that are timed.
 */
public final class WatchedStore implements SessionCustomizer {

  @Override
  public void customize(Session session) {
    SlowQueries watch = CDI.current().select(SlowQueries.class).get();
    if (session.getDatasourceLogin() instanceof DatasourceLogin login
        && login.getConnector() instanceof JNDIConnector connector) {
      connector.setDataSource(Watched.over(connector.getDataSource(), watch));
    } else {
      throw new IllegalStateException("EclipseLink does not take its connections from a pool");
    }
  }
}
