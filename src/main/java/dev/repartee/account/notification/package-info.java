/**
 * Mail: written here, sent by a job, by way of Resend. Whoever has something to say to a person
 * calls {@link dev.repartee.account.notification.Mailer}.
 */
@NullMarked
package dev.repartee.account.notification;

import org.jspecify.annotations.NullMarked;
