package dev.repartee.operate.command;

import dev.repartee.account.signing.SigningKeyRotation;
import dev.repartee.foundation.batch.RotateKeys;
import dev.repartee.foundation.config.ServerConfig;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.Migrations;
import dev.repartee.foundation.data.OneConnection;
import dev.repartee.foundation.job.JobsOfCommand;
import dev.repartee.foundation.security.Encryption;
import dev.repartee.foundation.security.EncryptionCanary;
import dev.repartee.foundation.security.EncryptionConfig;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Has everything sealed under the current key, or lets another key sign access tokens. */
final class RotateKeysCommand implements Command {

  private static final String SIGNING = "--signing";
  private static final String STOLEN = "--signing-stolen";
  private static final String BEGIN = "--begin";
  private static final long LOOK_MILLIS = 500;

  private final Settings settings;

  RotateKeysCommand(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "rotate-keys";
  }

  @Override
  public String synopsis() {
    return "[--begin | --signing | --signing-stolen]";
  }

  @Override
  public String summary() {
    return "seals stored secrets under the new key, or rotates the signing keys";
  }

  @Override
  public String details() {
    return "Without an option: after ENCRYPTION_KEY has become ENCRYPTION_KEY_PREVIOUS and a new"
        + " one is set,\n"
        + "here and for the servers, one of these seals everything anew; this follows it to"
        + " the end, with\n"
        + "--begin it does not. --signing makes the next key for access tokens now, which"
        + " signs after\n"
        + "SIGNING_KEY_LEAD; nobody is signed out. --signing-stolen removes all of them and"
        + " makes one that\n"
        + "signs at once: every access token ends within seconds, and clients refresh.";
  }

  @Override
  public Arguments parse(List<String> words) {
    Arguments arguments = Arguments.parse(words, 0, Set.of(), Set.of(SIGNING, STOLEN, BEGIN));
    if (words.size() > 1) {
      throw CommandFailed.usage("one option at most");
    }
    return arguments;
  }

  @Override
  public void run(Arguments arguments, Console console) throws Exception {
    Encryption encryption =
        Encryption.alone(
            Variables.read(
                settings, known -> new EncryptionConfig(known, new ServerConfig(known))));
    try (Connection connection = Database.connect(settings)) {
      if (!Migrations.isCurrent(connection)) {
        throw CommandFailed.because("the schema is not up to date; run migrate first");
      }
      OneConnection one = new OneConnection(connection);
      EncryptionCanary canary = new EncryptionCanary(one, encryption);
      if (!canary.isReadable()) {
        throw CommandFailed.config(
            "ENCRYPTION_KEY is not the key that the secrets in this database are sealed with");
      }
      if (arguments.has(SIGNING) || arguments.has(STOLEN)) {
        rotateSigning(connection, one, encryption, arguments.has(STOLEN), console);
      } else if (canary.isCurrent()) {
        console.say("Everything is sealed under key " + encryption.keyId() + " already");
      } else {
        UUID job =
            new JobsOfCommand(one)
                .add(
                    RotateKeys.Payload.class,
                    payload(encryption),
                    RotateKeys.optionsFor(encryption.keyId()));
        console.say("Job " + job + " seals everything under key " + encryption.keyId());
        if (!arguments.has(BEGIN)) {
          follow(new JobsOfCommand(one), job, console);
          if (!canary.isCurrent()) {
            throw CommandFailed.because("the job was taken back before it was done");
          }
          console.say("Done; ENCRYPTION_KEY_PREVIOUS can be removed");
        }
      }
    }
  }

  private static String payload(Encryption encryption) {
    return "{\"keyId\":\"" + encryption.keyId() + "\"}";
  }

  private static void follow(JobsOfCommand jobs, UUID job, Console console)
      throws InterruptedException {
    while (true) {
      Optional<JobsOfCommand.Standing> standing = jobs.find(job);
      if (standing.isEmpty()) {
        return;
      }
      if (standing.get().dead()) {
        throw CommandFailed.because("the job has failed for good: " + standing.get().error());
      }
      console.progress(
          standing.get().running()
              ? standing.get().percent() + " % sealed anew"
              : "waits for a server with both keys to take it");
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private void rotateSigning(
      Connection connection,
      OneConnection one,
      Encryption encryption,
      boolean stolen,
      Console console)
      throws Exception {
    SigningKeyRotation rotation =
        Variables.read(settings, known -> SigningKeyRotation.ofCommand(one, known, encryption));
    connection.setAutoCommit(false);
    SigningKeyRotation.Next next = stolen ? rotation.replace() : rotation.rotate();
    connection.commit();
    console.say(
        "Signing key "
            + next.id()
            + (next.isNew() ? " signs from " : " is there already; it signs from ")
            + next.signsFrom());
  }
}
