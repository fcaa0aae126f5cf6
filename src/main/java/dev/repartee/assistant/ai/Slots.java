package dev.repartee.assistant.ai;

import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.assistant.transcript.Transcript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a transcript or a profile offers for the slots of a template. */
record Slots(Map<String, String> values) {

  /** How far back a subject, a day or a place may lie. */
  private static final int RECENT = 6;

  private static final int LONGEST_QUOTE = 45;

  private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
  private static final Pattern GREETED =
      Pattern.compile(
          "^(?i:hi|hey+|hello|hiya|dear|good (?:morning|afternoon|evening)|hallo|hola|ciao|bonjour|"
              + "salut|coucou|ol[áa]|oi)[ ,]+((?:Mr|Mrs|Ms|Dr)\\.? )?(\\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)?)"
              + "(?=[ ,.!?:)]|$)");
  private static final Pattern INTRODUCED =
      Pattern.compile(
          "\\b(?:[Mm]y name is|[Mm]y name's|I'm|I am|[Tt]his is|[Ii]t's|[Ii]ch bin|[Mm]e llamo)"
              + " (\\p{Lu}\\p{Ll}+)(?=[.,!]|$| from| here)");
  private static final Pattern PROFILED =
      Pattern.compile(
          "^(?:[Nn]ame: ?)?(\\p{Lu}\\p{Ll}+)(?=,? \\d{2}\\b| (?:is|loves|likes|has)\\b)");
  private static final Pattern NAMED = Pattern.compile("^[Nn]ame: ?(\\p{Lu}\\p{Ll}+)");
  private static final Set<String> NOT_NAMES =
      Set.of(
          "There",
          "Everyone",
          "Everybody",
          "All",
          "Team",
          "Guys",
          "Stranger",
          "You",
          "Again",
          "Long",
          "How",
          "What",
          "Good",
          "Just",
          "Thanks",
          "Sorry",
          "Are",
          "Is",
          "Do",
          "It",
          "We",
          "Nice",
          "Sir",
          "Madam",
          "Not",
          "Quick",
          "So",
          "Your");
  private static final Pattern DAY =
      Pattern.compile(
          "(?<!last )(?<!since )(?<!every )\\b((?:(?:this|next) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
              + "(?: (?:morning|afternoon|evening|night))?|tomorrow(?: (?:morning|afternoon|evening|night))?"
              + "|tonight|(?:this|next) weekend|next week)\\b(?!s)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PLACE =
      Pattern.compile(
          "\\bthe ((?:[\\p{L}'-]+ )?(?:caf[ée]|bar|park|museum|restaurant|station|fountain|lake|beach|"
              + "cinema|library|market|gallery|kiosk|canal|river|aquarium|square|bakery|theatre|theater|"
              + "zoo|pier|harbou?r|pub|bookshop|showroom|exhibition|pool|bridge))\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern OPENING_WORDS =
      Pattern.compile(
          "^(?:(?:and|but|so|because|oh|well|haha\\w*|yes|yeah|no|honestly|ok(?:ay)?|lol|ha|um|then|"
              + "wow|actually|hmm+|god|also)\\b[ ,]*)+",
          Pattern.CASE_INSENSITIVE);

  /** Nothing is known. */
  static Slots none() {
    return new Slots(Map.of());
  }

  /** What the two have said; only the name when they do not write English. */
  static Slots of(Transcript transcript) {
    Map<String, String> values = new LinkedHashMap<>();
    name(transcript).ifPresent(name -> values.put("name", name));
    if (!Wording.foreign(transcript.tail(RECENT).asText())) {
      newest(transcript.by(Author.CONTACT), 3, Topic::of).ifPresent(t -> values.put("topic", t));
      newest(transcript.by(Author.CONTACT), 4, text -> Topic.of(text).filter(Slots::isMatter))
          .ifPresent(matter -> values.put("matter", matter));
      newest(transcript.by(Author.CONTACT), 2, Topic::person)
          .ifPresent(person -> values.put("person", person));
      transcript
          .last(Author.CONTACT)
          .flatMap(line -> quote(line.text()))
          .ifPresent(quote -> values.put("their_words", quote));
      List<Line> lines = transcript.lines();
      newest(lines, RECENT, text -> last(DAY, text).map(Slots::day))
          .ifPresent(day -> values.put("day", day));
      newest(lines, RECENT, text -> last(PLACE, text).map(Slots::place))
          .ifPresent(place -> values.put("place", place));
    }
    return new Slots(Collections.unmodifiableMap(values));
  }

  /** What a profile tells. */
  static Slots ofProfile(@Nullable String profile) {
    if (profile == null || profile.isBlank() || Wording.foreign(profile)) {
      return none();
    }
    Map<String, String> values = new LinkedHashMap<>();
    String text = profile.strip();
    last(NAMED, text)
        .or(() -> last(PROFILED, text))
        .map(match -> match.group(1))
        .filter(name -> !NOT_NAMES.contains(name))
        .ifPresent(name -> values.put("name", name));
    Topic.ofProfile(text).ifPresent(topic -> values.put("topic", topic));
    return new Slots(Collections.unmodifiableMap(values));
  }

  /** The same with another subject. */
  Slots withTopic(String topic) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put("topic", topic);
    return new Slots(Collections.unmodifiableMap(more));
  }

  /** How many slots a template has, if all of them can be filled. */
  Optional<Integer> fillable(String template) {
    List<String> names = SLOT.matcher(template).results().map(slot -> slot.group(1)).toList();
    return values.keySet().containsAll(names) ? Optional.of(names.size()) : Optional.empty();
  }

  /** The template with its slots filled, every sentence beginning with a capital. */
  String fill(String template) {
    Matcher slot = SLOT.matcher(template);
    StringBuilder filled = new StringBuilder();
    while (slot.find()) {
      String before = template.substring(0, slot.start());
      boolean opens =
          before.isEmpty()
              || (before.endsWith(" ")
                  && before.length() > 1
                  && ".!?".indexOf(before.charAt(before.length() - 2)) >= 0);
      String value = values.getOrDefault(slot.group(1), "");
      slot.appendReplacement(
          filled, Matcher.quoteReplacement(opens ? Wording.capitalised(value) : value));
    }
    return slot.appendTail(filled).toString();
  }

  /** A matter is a thing at hand; places and pastimes are subjects of another kind. */
  private static boolean isMatter(String topic) {
    return topic.startsWith("the ") && !PLACE.matcher(topic).find();
  }

  private static Optional<String> name(Transcript transcript) {
    List<Line> own = new ArrayList<>(transcript.by(Author.USER));
    List<Line> theirs = new ArrayList<>(transcript.by(Author.CONTACT));
    return newest(
            own,
            own.size(),
            text ->
                first(GREETED, text)
                    .filter(match -> !NOT_NAMES.contains(match.group(2)))
                    .map(match -> (match.group(1) == null ? "" : match.group(1)) + match.group(2)))
        .or(
            () ->
                newest(
                    theirs,
                    theirs.size(),
                    text -> first(INTRODUCED, text).map(match -> match.group(1))))
        .filter(name -> !NOT_NAMES.contains(name) && !name.matches(".*(?:ish|ese)"));
  }

  /** A short run of their own words that stands for itself. */
  private static Optional<String> quote(String text) {
    if (text.strip().endsWith("?")) {
      return Optional.empty();
    }
    for (String clause : Wording.plain(text).split("[.,!?;:\\n()–—]+", -1)) {
      String words = OPENING_WORDS.matcher(clause.strip()).replaceFirst("").strip();
      int count = words.split("\\s+", -1).length;
      boolean telling =
          !words.matches(
              "(?i)(?:thank|hi|hey|hello|see you|talk|good|have a|just|that|this|it\\b|"
                  + "it's|text|same|right|me too|most|four|let|same|go\\b|sleep|sounds|you|i owe|shall|glad|welcome|"
                  + "i(?:'ll| really| didn't)|with|in\\b|the one|what).*");
      if (count >= 3
          && count <= 7
          && words.length() <= LONGEST_QUOTE
          && telling
          && hasContent(words)
          && words.matches("[\\p{L}\\p{M}' -]+")) {
        return Optional.of(words);
      }
    }
    return Optional.empty();
  }

  private static boolean hasContent(String words) {
    return Stream.of(words.split(" +", -1)).filter(word -> !Wording.stops(word)).count() >= 1;
  }

  private static String day(MatchResult match) {
    String day = Wording.lower(match.group(1));
    Matcher weekday = Pattern.compile("(?:mon|tues|wednes|thurs|fri|satur|sun)day").matcher(day);
    return weekday.replaceFirst(found -> Wording.capitalised(found.group()));
  }

  private static String place(MatchResult match) {
    String[] words = match.group(1).split(" ", -1);
    boolean keep = words.length == 1 || !Wording.stops(words[0]) || Wording.modifies(words[0]);
    return "the " + (keep ? match.group(1) : words[words.length - 1]);
  }

  private static Optional<String> newest(
      List<Line> lines, int most, Function<String, Optional<String>> find) {
    for (int i = lines.size() - 1; i >= Math.max(0, lines.size() - most); i--) {
      Optional<String> found = find.apply(Wording.plain(lines.get(i).text().strip()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<MatchResult> first(Pattern pattern, String text) {
    return pattern.matcher(text).results().findFirst();
  }

  private static Optional<MatchResult> last(Pattern pattern, String text) {
    return pattern.matcher(text).results().reduce((before, after) -> after);
  }
}
