package dev.repartee.operate.command;

import dev.repartee.account.identity.OwnerAccounts;
import dev.repartee.foundation.config.Settings;
import dev.repartee.foundation.data.Migrations;
import dev.repartee.foundation.data.OneConnection;
import java.security.SecureRandom;
import java.sql.Connection;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Opens the account of an owner. */
final class CreateOwner implements Command {

  private static final int LONGEST_NAME = 120;
  private static final int GENERATED_BYTES = 18;

  private final Settings settings;

  CreateOwner(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "create-owner";
  }

  @Override
  public String synopsis() {
    return "EMAIL [--workspace NAME] [--generate-password]";
  }

  @Override
  public String summary() {
    return "opens an account with a workspace of its own";
  }

  @Override
  public String details() {
    return "The password is asked for, or read from the standard input; with --generate-password"
        + " one is\n"
        + "made and shown once. The id of the workspace is printed: as OPERATOR_WORKSPACE it"
        + " lets its\n"
        + "owners and admins operate the installation.";
  }

  @Override
  public Arguments parse(List<String> words) {
    Arguments arguments =
        Arguments.parse(words, 1, Set.of("--workspace"), Set.of("--generate-password"));
    String email = arguments.required(0, "the e-mail address");
    if (!OwnerAccounts.isEmail(email)) {
      throw CommandFailed.usage("'" + email + "' is not an e-mail address");
    }
    arguments
        .option("--workspace")
        .filter(name -> name.isBlank() || name.length() > LONGEST_NAME)
        .ifPresent(
            name -> {
              throw CommandFailed.usage("a workspace's name has 1 to 120 characters");
            });
    return arguments;
  }

  @Override
  public void run(Arguments arguments, Console console) throws Exception {
    String email = arguments.required(0, "the e-mail address");
    boolean generate = arguments.has("--generate-password");
    try (Connection connection = Database.connect(settings)) {
      if (!Migrations.isCurrent(connection)) {
        throw CommandFailed.because("the schema is not up to date; run migrate first");
      }
      OneConnection one = new OneConnection(connection);
      OwnerAccounts accounts = Variables.read(settings, known -> new OwnerAccounts(one, known));
      if (accounts.exists(email)) {
        throw CommandFailed.because("there is an account of " + email + " already");
      }
      String password = generate ? generated() : typed(console);
      String workspace =
          arguments
              .option("--workspace")
              .orElseGet(() -> email.substring(0, email.indexOf('@')) + "'s workspace");
      accounts
          .objection(password, email, workspace)
          .ifPresent(
              wrong -> {
                throw CommandFailed.usage("the password " + wrong);
              });
      connection.setAutoCommit(false);
      OwnerAccounts.Created created = accounts.create(email, password, workspace);
      connection.commit();
      console.say("account   " + created.userId());
      console.say("workspace " + created.workspaceId());
      if (generate) {
        console.show("password  ", password);
      }
    }
  }

  private static String generated() {
    byte[] random = new byte[GENERATED_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static String typed(Console console) throws Exception {
    return console.read("Password").orElseThrow(() -> CommandFailed.usage("a password is missing"));
  }
}
