package dev.repartee.assistant.ai;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what somebody talks about, as a phrase that can stand after "about": {@code your dad's
 * lentil soup}, {@code the cello}, {@code hiking}, {@code Lisbon}. Works by determiners and stop
 * words; when in doubt it finds nothing, because a wrong subject reads worse than none.
 */
final class Topic {

  private static final Pattern DETERMINED =
      Pattern.compile(
          "\\b(my|our|a|an|the|this|that)\\s+([\\p{L}\\p{M}'-]+)(?:\\s+([\\p{L}\\p{M}'-]+))?"
              + "(?:\\s+([\\p{L}\\p{M}'-]+))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ACTIVITY =
      Pattern.compile(
          "\\b(?:love|loves|like|likes|enjoy|enjoys|adore|into|started|tried|miss|hate|learning|"
              + "go|went|by)\\s+(\\p{Ll}{3,}ing)\\b");
  private static final Pattern LIKED =
      Pattern.compile(
          "\\b(?:love|loves|like|likes|adore|into|obsessed with|craving|collect|write|writes|bake|bakes|"
              + "play|plays|studied|fan of|about)\\s+(\\p{Ll}{4,}s|[a-z]{5,})(?=[.,!?;:)]|$| and\\b| but\\b| all\\b| since\\b| mostly\\b)");
  private static final Pattern PROPER =
      Pattern.compile("(?<=\\p{Ll}[ ,] ?)(?:in |to |from |at )(\\p{Lu}\\p{Ll}{2,})\\b");

  /** Words for what somebody is; they are no subject without an article. */
  private static final Pattern SOMEBODY =
      Pattern.compile(".*(?:er|or|ist|ian|snob|fan|nerd|addict|geek|mum|mom|dad|owner|student)s?");

  private static final Pattern RELATIVE = Pattern.compile("\\b[Mm]y ((?!\\w+'s)\\p{L}+)\\b(?!')");
  private static final Set<String> NOT_ACTIVITIES =
      Set.of(
          "going",
          "being",
          "doing",
          "having",
          "getting",
          "looking",
          "trying",
          "talking",
          "making",
          "thinking",
          "saying",
          "something",
          "anything",
          "nothing",
          "everything",
          "asking",
          "wondering",
          "feeling",
          "working",
          "waiting",
          "telling",
          "seeing",
          "using",
          "losing",
          "texting",
          "coming",
          "staying",
          "morning",
          "evening");
  private static final Set<String> NOT_LIKED =
      Set.of("this", "that", "those", "these", "yours", "always", "there", "where", "which");

  private static final Pattern NEXT_WORD = Pattern.compile("\\s+([\\p{L}\\p{M}'-]+)");
  private static final Pattern VERB_ENDING =
      Pattern.compile(".*(?:(?<!s)s|ed|ing|n't|ly)", Pattern.CASE_INSENSITIVE);

  private record Candidate(int rank, int position, String phrase) {}

  private Topic() {}

  /** The subject of one message of the contact, seen from the user. */
  static Optional<String> of(String message) {
    String text = Wording.plain(message);
    List<Candidate> found = new ArrayList<>();
    Matcher determined = DETERMINED.matcher(text);
    int from = 0;
    while (determined.find(from)) {
      @Nullable String noun =
          saysWhatSomebodyIs(determined, text) ? null : nounAfter(determined, text);
      boolean own = Wording.lower(determined.group(1)).matches("my|our");
      if (noun != null) {
        found.add(new Candidate(own ? 0 : 1, determined.start(), (own ? "your " : "the ") + noun));
      }
      from = determined.end(1);
    }
    first(ACTIVITY, text, NOT_ACTIVITIES).ifPresent(w -> found.add(new Candidate(2, 0, w)));
    first(LIKED, text, NOT_LIKED).ifPresent(w -> found.add(new Candidate(3, 0, w)));
    first(PROPER, text, Set.of()).ifPresent(w -> found.add(new Candidate(4, 0, w)));
    return found.stream()
        .min(Comparator.comparingInt(Candidate::rank).thenComparingInt(Candidate::position))
        .map(Candidate::phrase);
  }

  /**
   * The subject of a profile: what it says of its owner belongs to "you", or is a listed interest.
   */
  static Optional<String> ofProfile(String profile) {
    String text =
        Wording.plain(profile)
            .replaceAll("(?i)\\b(?:her|his|their)\\b(?=\\s+\\p{L})", "my")
            .replaceAll(
                "(?i)\\b(has|have|own|owns|runs?|plays?|keeps?) (?:a|an|the|two|three)\\b", "$1 my")
            .replaceAll("(?i)\\b(?:interests?|hobb(?:y|ies)|likes?|bio|about)\\s*:", "\n");
    Optional<String> found = of(text);
    if (found.isPresent()) {
      return found;
    }
    for (String item : text.split("[,;/|\\n•·]|\\band\\b", -1)) {
      String interest = item.strip();
      String[] words = interest.split("\\s+", -1);
      boolean phrase =
          words.length <= 2
              && interest.matches("\\p{Ll}[\\p{L}' -]{3,30}")
              && !Wording.stops(words[0])
              && !Wording.bland(words[words.length - 1])
              && !SOMEBODY.matcher(interest).matches();
      if (phrase) {
        return Optional.of(interest);
      }
    }
    return Optional.empty();
  }

  /** Somebody close of whom the contact tells: {@code your sister}. */
  static Optional<String> person(String message) {
    return RELATIVE
        .matcher(Wording.plain(message))
        .results()
        .map(result -> Wording.lower(result.group(1)))
        .filter(Wording::relative)
        .findFirst()
        .map(relative -> "your " + relative);
  }

  /** "I am a nurse", "as a child", "that means": no subject follows. */
  private static boolean saysWhatSomebodyIs(Matcher determined, String text) {
    String before = text.substring(Math.max(0, determined.start() - 12), determined.start());
    String determiner = Wording.lower(determined.group(1));
    return switch (determiner) {
      case "a", "an" -> before.matches("(?is).*(?:\\b(?:am|was|is|be|been|as|such)|'m|'s|'re) +");
      case "this", "that" -> looksLikeVerb(determined.group(2));
      default -> before.matches("(?is).*\\byour +");
    };
  }

  private static @Nullable String nounAfter(Matcher matcher, String text) {
    List<String> taken = new ArrayList<>();
    for (int group = 2; group <= 4; group++) {
      @Nullable String word = matcher.group(group);
      if (word == null || (Wording.stops(word) && !Wording.modifies(word))) {
        break;
      }
      boolean first = taken.isEmpty();
      boolean after = !first && Wording.modifies(taken.get(taken.size() - 1));
      if (!first && !after && (looksLikeVerb(word) || !endsPhrase(text, matcher.end(group)))) {
        break;
      }
      taken.add(word);
      if (!Wording.modifies(word) && endsPhrase(text, matcher.end(group))) {
        break;
      }
    }
    if (taken.size() > 1 && Wording.adjective(taken.get(taken.size() - 1))) {
      taken.remove(taken.size() - 1);
    }
    if (taken.isEmpty() || emptyNounFollows(matcher, taken.size())) {
      return null;
    }
    String head = taken.get(taken.size() - 1);
    boolean usable =
        head.length() > 2
            && !Wording.stops(head)
            && !Wording.bland(head)
            && !Wording.bland(taken.get(0))
            && !Wording.personal(head)
            && !Wording.adjective(head)
            && !head.matches("(?i).*(?:'s|'|-|'re|'ll|'d|ly|ed)");
    return usable ? String.join(" ", taken) : null;
  }

  /** "The chemistry person": the word taken only belongs to an empty one. */
  private static boolean emptyNounFollows(Matcher matcher, int taken) {
    @Nullable String next = taken < 3 ? matcher.group(2 + taken) : null;
    return next != null && !Wording.stops(next) && Wording.bland(next);
  }

  private static boolean looksLikeVerb(String word) {
    return VERB_ENDING.matcher(word).matches();
  }

  /** Whether a sentence, a clause or a function word follows. */
  private static boolean endsPhrase(String text, int end) {
    String rest = text.substring(end);
    Matcher next = NEXT_WORD.matcher(rest);
    return !next.lookingAt() || Wording.stops(next.group(1));
  }

  private static Optional<String> first(Pattern pattern, String text, Set<String> except) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .filter(word -> !except.contains(word) && !Wording.stops(word) && !Wording.bland(word))
        .findFirst();
  }
}
