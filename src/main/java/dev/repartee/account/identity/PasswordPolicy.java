package dev.repartee.account.identity;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import dev.repartee.foundation.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.ref.SoftReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which passwords are taken: any of {@value #SHORTEST} to {@value #LONGEST} characters that are not
 * among those that are guessed first (NIST SP 800-63B, 3.1.1.2). zxcvbn knows tens of thousands of
 * these, names, dates and rows of keys, and what people do to them.
 */
@ApplicationScoped
class PasswordPolicy {

  static final int SHORTEST = 10;
  static final int LONGEST = 128;

  /** As many guesses are too many over the network, and cost days with the hashes at hand. */
  private static final double LEAST_GUESSES = 1e8;

  /** A longer one is not easier than its beginning, and its estimate takes seconds. */
  private static final int ESTIMATED = 24;

  private static final int SHORTEST_WORD = 4;

  private final Passwords passwords;

  /** Some 10 MB that can be had back when memory is short; half a second to make again. */
  private @Nullable SoftReference<Zxcvbn> estimator;

  @Inject
  PasswordPolicy(Passwords passwords) {
    this.passwords = passwords;
  }

  /**
   * Refuses a password that is easy to guess, for anybody or for who knows the person.
   *
   * @param field the name of the password in the request
   * @param about the address, the name, and whatever else is about the account
   * @throws Problem that names the field
   */
  void check(String field, String password, @Nullable String... about) {
    objection(password, about)
        .ifPresent(
            message -> {
              throw Problem.invalid(field, message);
            });
  }

  /** What is wrong with a password, to be said of it; empty when it is taken. */
  Optional<String> objection(String password, @Nullable String... about) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      return Optional.of("must have " + SHORTEST + " to " + LONGEST + " characters");
    }
    Set<String> words = words(about);
    String rest = password.toLowerCase(Locale.ROOT);
    for (String word : words) {
      rest = word.length() < SHORTEST_WORD ? rest : rest.replace(word, "");
    }
    if (rest.length() < password.length() && rest.length() < SHORTEST) {
      return Optional.of("must not be made of your name or e-mail address");
    }
    String beginning = password.substring(0, Math.min(password.length(), ESTIMATED));
    Strength strength = passwords.bounded(() -> estimator().measure(beginning, List.copyOf(words)));
    return strength.getGuesses() < LEAST_GUESSES
        ? Optional.of("is among those that are guessed first; several words in a row are better")
        : Optional.empty();
  }

  private static Set<String> words(@Nullable String... about) {
    Set<String> words = new LinkedHashSet<>();
    for (String text : about) {
      if (text != null && !text.isBlank()) {
        String lower = text.toLowerCase(Locale.ROOT).strip();
        words.add(lower);
        words.addAll(List.of(lower.split("[^\\p{L}\\p{N}]+")));
        words.add(lower.replaceAll("@.*", ""));
      }
    }
    words.add("repartee");
    words.remove("");
    return words;
  }

  private synchronized Zxcvbn estimator() {
    @Nullable Zxcvbn known = estimator == null ? null : estimator.get();
    if (known == null) {
      known = new Zxcvbn();
      estimator = new SoftReference<>(known);
    }
    return known;
  }
}
