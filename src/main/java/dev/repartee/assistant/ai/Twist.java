package dev.repartee.assistant.ai;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a member asked for in their own words: a goal, a style, brevity, or something to mention.
 *
 * @param goal a goal of the playbook, or null
 * @param style a style, or null
 * @param brief whether it should be short
 * @param subject a noun phrase to talk about, or null
 * @param sentence a whole sentence that brings in what is to be mentioned, or null
 */
record Twist(
    @Nullable String goal,
    @Nullable String style,
    boolean brief,
    @Nullable String subject,
    @Nullable String sentence) {

  private static final int LONGEST_MENTION = 80;

  private static final Twist NONE = new Twist(null, null, false, null, null);

  private static final Map<Pattern, String> GOALS = new LinkedHashMap<>();
  private static final Map<Pattern, String> STYLES = new LinkedHashMap<>();

  static {
    goal("\\b(?:decline|say no|turn (?:it|him|her|them) down|refuse)\\b", "decline");
    goal("\\b(?:reschedule|postpone|cancel|can't make it|another day)\\b", "reschedule");
    goal("\\b(?:apologi[sz]e|say sorry|i'm sorry)\\b", "apologise");
    goal("\\b(?:accept|say yes)\\b", "accept");
    goal(
        "\\b(?:suggest (?:meeting|a (?:date|coffee))|ask (?:him|her|them) out|arrange a (?:date|meeting))\\b",
        "meet");
    goal("\\b(?:negotiate|lower (?:the )?(?:price|rent)|bargain|meet halfway)\\b", "negotiate");
    goal("\\b(?:say (?:thanks|thank you)|thank (?:him|her|them))\\b", "thank");
    goal("\\b(?:say (?:goodbye|bye)|end the (?:chat|conversation)|wrap (?:it )?up)\\b", "goodbye");
    goal("\\b(?:good night)\\b", "goodnight");
    goal("\\b(?:comfort|cheer (?:him|her|them) up|be supportive|console)\\b", "support");
    goal("\\b(?:set a (?:boundary|limit)|slow(?:er| down|ly))\\b", "boundary");
    goal("\\b(?:follow up|remind (?:him|her|them))\\b", "follow_up");
    goal("\\b(?:compliment)\\b", "compliment");
    style("\\b(?:funny|funnier|playful|silly|tease|cheeky|joke)\\b", "playful");
    style("\\b(?:witty|clever|ironic|dry humou?r)\\b", "witty");
    style("\\b(?:warm|warmer|kind|kinder|gentle|friendly|soft|sweet)\\b", "warm");
    style("\\b(?:direct|straight|clear|honest|to the point)\\b", "direct");
    style("\\b(?:confident|bold|bolder)\\b", "confident");
    style("\\b(?:curious|more questions|ask a question)\\b", "curious");
  }

  private static final Pattern BRIEF = pattern("\\b(?:short|shorter|brief|concise|one line)\\b");

  /** Only says how to write, not what about. */
  private static final Pattern MANNER =
      pattern(
          "^(?:please )?(?:(?:make|keep|write|sound|be|say)\\b(?: (?:it|this|them|her|him))?(?: (?:a (?:bit|little)|"
              + "more|less|very|really|as|sound))*|a (?:bit|little)|more|less|very)?[ ,]*(?:(?:and|more|but) )*"
              + "(?:short|shorter|brief|concise|funny|funnier|playful|silly|cheeky|witty|clever|warm|warmer|kind|kinder|"
              + "gentle|friendly|direct|clear|honest|confident|bold|bolder|curious|casual|relaxed|formal|polite|serious|"
              + "sweet|simple|professional|flirty)\\b[^.]{0,20}$");

  /** "Be brief and mention jazz": the part before what is to be done. */
  private static final String AFTER_MANNER =
      "(?i)^.{0,60}?(?:\\b(?:and|but|then)|,)\\s+(?=(?:mention|bring up|talk about|ask|include|invite|tell|say that)\\b)";

  private static final Pattern ASKS =
      pattern("^(?:please )?(?:ask|find out)(?: (?:her|him|them))? (?:about|for|how) (.+)$");
  private static final Pattern INVITES =
      pattern(
          "^(?:please )?(?:invite|ask|take)(?: (?:her|him|them))?(?: out)? (?:to|for) (?:go )?(?:a |an |the )?(.+)$");
  private static final Pattern STATES =
      pattern(
          "^(?:please )?(?:mention|say|tell (?:her|him|them)|add|note|include|let (?:her|him|them) know)?(?: that)? (i(?:'m| am|'ve| have|'d| will|'ll| was| can| love| like| live| work) .+|we .+)$");
  private static final Pattern MENTIONS =
      pattern(
          "^(?:please )?(?:mention|include|bring up|talk about|refer to|make it about|something (?:about|with)|write about|"
              + "use the word|use|add|work in|joke about|(?:a )?(?:joke|pun|puns) (?:about|with)|it should be about|about|with|tie in|connect to)"
              + "(?: something about)? (.+)$");

  /** Reads a twist; blank and absent ones ask for nothing. */
  static Twist read(@Nullable String asked) {
    if (asked == null || asked.isBlank()) {
      return NONE;
    }
    String text =
        Wording.plain(asked).replaceAll("[{}\\p{Cc}]+", " ").replaceAll("\\s+", " ").strip();
    text = text.replaceAll("[.!\\s]+$", "");
    Matcher invites = INVITES.matcher(text);
    String goal = invites.matches() ? null : firstIn(GOALS, text);
    String style = firstIn(STYLES, text);
    boolean brief = BRIEF.matcher(text).find();
    text = text.replaceFirst(AFTER_MANNER, "");
    if (text.isEmpty() || goal != null || MANNER.matcher(text).matches() || Wording.foreign(text)) {
      return new Twist(goal, style, brief, null, null);
    }
    return mention(text, style, brief);
  }

  private static Twist mention(String text, @Nullable String style, boolean brief) {
    Matcher states = STATES.matcher(" " + text);
    if (states.reset(text).matches() || states.reset("say " + text).matches()) {
      String said = Wording.shortened(states.group(1), LONGEST_MENTION).replaceFirst("^i\\b", "I");
      return new Twist(null, style, brief, null, "By the way, " + said + ".");
    }
    Optional<String> invited = phrase(INVITES, text);
    if (invited.isPresent()) {
      return new Twist(
          null, style, brief, null, "And how would you feel about " + article(invited.get()) + "?");
    }
    Optional<String> asked = phrase(ASKS, text);
    if (asked.isPresent()) {
      String subject = seenByUser(asked.get());
      return new Twist(null, style, brief, subject, "I'd also love to hear about " + subject + ".");
    }
    String subject = seenByUser(phrase(MENTIONS, text).orElse(shortAndPlain(text)));
    return new Twist(null, style, brief, subject, sentence(subject));
  }

  private static String sentence(String subject) {
    if (subject.matches("(?i)(?:my|our) .+")) {
      return "Remind me to tell you about " + subject + ".";
    }
    if (subject.matches("(?i)your .+")) {
      return "I'd also love to hear about " + subject + ".";
    }
    return "Also, I'd love your take on " + subject + ".";
  }

  private static Optional<String> phrase(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? Optional.of(shortAndPlain(matcher.group(1))) : Optional.empty();
  }

  private static String shortAndPlain(String text) {
    return Wording.shortened(text.strip(), LONGEST_MENTION).replaceAll("[.,;:!?\\s]+$", "");
  }

  /**
   * The contact's things are theirs when the member writes about them, and "your" in the message.
   */
  private static String seenByUser(String subject) {
    return subject.replaceAll("(?i)\\b(?:her|his|their)\\b(?= \\p{L})", "your");
  }

  private static String article(String thing) {
    boolean bare =
        thing.matches(
            "(?i)(?:walk|coffee|drink|date|movie|film|concert|hike|picnic|run|swim)\\b.*");
    return bare ? "a " + thing : thing;
  }

  private static @Nullable String firstIn(Map<Pattern, String> meanings, String text) {
    return meanings.entrySet().stream()
        .filter(meaning -> meaning.getKey().matcher(text).find())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static void goal(String words, String goal) {
    GOALS.put(pattern(words), goal);
  }

  private static void style(String words, String style) {
    STYLES.put(pattern(words), style);
  }

  private static Pattern pattern(String words) {
    return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
  }
}
