package dev.repartee.account.notification;

import dev.repartee.foundation.job.FinalFailure;

/** Trying again would not help. */
class Undeliverable extends FinalFailure {

  Undeliverable(String message) {
    super(message);
  }
}
