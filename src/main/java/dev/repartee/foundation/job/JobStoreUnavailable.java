package dev.repartee.foundation.job;

import java.sql.SQLException;

/** The database could not be asked about jobs. */
class JobStoreUnavailable extends RuntimeException {

  JobStoreUnavailable(SQLException cause) {
    super("The job table can not be reached", cause);
  }
}
