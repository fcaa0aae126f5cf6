package dev.repartee.assistant.ai;

import dev.repartee.assistant.knowledge.Passage;
import dev.repartee.assistant.transcript.Author;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Writes suggestions and openers without any provider: chooses a template of the playbook for the
 * transcript and fills it in. The same input always gives the same text; another transcript, style
 * or twist gives another choice among equally fitting ones.
 *
 * <p>Give it every template of the playbook, those that were retrieved with their score, the others
 * with zero: the occasion can ask for a template that shares no word with the transcript.
 */
public final class LocalWriter {

  /** What to name as the provider of everything written here. */
  public static final String PROVIDER = "local";

  /** What to name as the model. */
  public static final String MODEL = "playbook";

  /** The most characters a text has. */
  public static final int LONGEST_TEXT = 400;

  private static final double PHASE_FITS = 3;
  private static final double STYLE_FITS = 2;
  private static final double SLOT_FILLED = 0.6;
  private static final double TOPIC_USED = 0.5;
  private static final double ASKED_FOR = 30;
  private static final double VARIETY = 1.2;

  /** For the case that not one passage can be used. */
  private static final Passage LAST_RESORT =
      new Passage(
          "last-resort",
          "Keep it open",
          "When in doubt, ask an open question.",
          "I like talking with you. What's on your mind today?",
          "A friendly, open question is never wrong.",
          Phase.BRIDGE,
          "rapport",
          "template",
          List.of("warm"),
          0);

  /**
   * Suggests what to say next.
   *
   * @param style lower-case name of a style, or null for any
   * @param twist what the member would like in it, in their own words, or null
   * @param passages from the playbook; those without a template are passed over
   */
  public LocalSuggestion suggest(
      Transcript transcript,
      Phase phase,
      @Nullable String style,
      @Nullable String twist,
      List<Passage> passages) {
    Twist wish = Twist.read(twist);
    Situation situation = Situation.of(transcript, phase);
    Request request =
        new Request(
            phase,
            style != null ? style : wish.style(),
            wish,
            situation,
            Slots.of(transcript),
            transcript.fingerprint() + '|' + style + '|' + twist,
            Wording.foreign(transcript.tail(6).asText().replaceAll("(?m)^(?:me|them): ", "")),
            transcript);
    return write(request, passages);
  }

  /**
   * Writes a first message.
   *
   * @param style lower-case name of a style, or null for any
   * @param twist what the member would like in it, or null
   * @param locale the language wished for, as a BCP 47 tag, or null; the playbook is English, and
   *     the analysis says so when another language was wished for
   * @param profile what is known of the other person, free text, or null
   * @param passages from the playbook; the templates with the goal {@code start} are used
   * @param seed the same seed gives the same opener, another seed another one
   */
  public LocalSuggestion opener(
      @Nullable String style,
      @Nullable String twist,
      @Nullable String locale,
      @Nullable String profile,
      List<Passage> passages,
      String seed) {
    Twist wish = Twist.read(twist);
    Slots slots = Slots.ofProfile(profile);
    if (wish.subject() != null && !wish.subject().matches("(?i)(?:my|our) .*")) {
      slots = slots.withTopic(wish.subject());
    }
    Request request =
        new Request(
            Phase.HOOK,
            style != null ? style : wish.style(),
            wish,
            Situation.of(Transcript.empty(), Phase.HOOK),
            slots,
            seed + '|' + style + '|' + twist + '|' + profile,
            locale != null && !locale.isBlank() && !Wording.lower(locale).startsWith("en"),
            Transcript.empty());
    List<Passage> starts =
        passages.stream().filter(passage -> passage.goal().equals("start")).toList();
    return write(request, starts);
  }

  private record Request(
      Phase phase,
      @Nullable String style,
      Twist twist,
      Situation situation,
      Slots slots,
      String seed,
      boolean foreign,
      Transcript transcript) {}

  private record Choice(Passage passage, String text, double score) {}

  private static LocalSuggestion write(Request request, List<Passage> passages) {
    double best = passages.stream().mapToDouble(Passage::score).max().orElse(0);
    List<Choice> choices = new ArrayList<>();
    for (Passage passage : passages) {
      choice(request, passage, best).ifPresent(choices::add);
    }
    Choice chosen =
        choices.stream()
            .max(Comparator.comparingDouble(Choice::score).thenComparing(c -> c.passage().id()))
            .orElseGet(() -> choice(request, LAST_RESORT, 0).orElseThrow());
    return suggestion(request, chosen);
  }

  private static Optional<Choice> choice(Request request, Passage passage, double best) {
    @Nullable String template = passage.template();
    if (template == null) {
      return Optional.empty();
    }
    Optional<Integer> slots = request.slots().fillable(template);
    if (slots.isEmpty()) {
      return Optional.empty();
    }
    String text = request.slots().fill(template);
    if (text.length() > LONGEST_TEXT || alreadySaid(text, request.transcript())) {
      return Optional.empty();
    }
    return Optional.of(new Choice(passage, text, score(request, passage, best, slots.get(), text)));
  }

  private static double score(
      Request request, Passage passage, double best, int slots, String text) {
    Twist twist = request.twist();
    double score = request.situation().weight(passage.goal());
    score += passage.phase() == request.phase() ? PHASE_FITS : 0;
    score += best > 0 ? Math.max(0, passage.score()) / best : 0;
    score += request.style() != null && passage.styles().contains(request.style()) ? STYLE_FITS : 0;
    score += slots * SLOT_FILLED + (usesTopic(passage) ? TOPIC_USED : 0);
    score += variety(request.seed(), passage.id());
    if (request.situation().serious() && !passage.styles().contains("warm")) {
      score -= passage.styles().contains("direct") ? 0.5 : STYLE_FITS * 2;
    }
    if (passage.goal().equals(twist.goal())) {
      score += ASKED_FOR;
    }
    if (twist.brief()) {
      score -= text.length() / 20.0;
    }
    if (twist.subject() != null && text.contains(twist.subject())) {
      score += 5;
    }
    return score;
  }

  private static boolean usesTopic(Passage passage) {
    @Nullable String template = passage.template();
    return template != null && template.contains("{topic}");
  }

  /** A steady little preference that differs from seed to seed, so that equals take turns. */
  private static double variety(String seed, String id) {
    CRC32 crc = new CRC32();
    crc.update((id + '|' + seed).getBytes(StandardCharsets.UTF_8));
    return crc.getValue() / (double) 0xFFFFFFFFL * VARIETY;
  }

  private static boolean alreadySaid(String text, Transcript transcript) {
    return transcript.by(Author.USER).stream().anyMatch(line -> line.text().contains(text));
  }

  private static LocalSuggestion suggestion(Request request, Choice chosen) {
    Passage passage = chosen.passage();
    String text = chosen.text();
    @Nullable String sentence = request.twist().sentence();
    @Nullable String subject = request.twist().subject();
    boolean mentioned = subject != null && text.contains(subject);
    if (sentence != null && !mentioned && text.length() + sentence.length() < LONGEST_TEXT) {
      text = text + ' ' + sentence;
    }
    return new LocalSuggestion(
        text, passage.title(), passage.goal(), analysis(request, passage), passage.id());
  }

  private static String analysis(Request request, Passage passage) {
    StringBuilder analysis = new StringBuilder();
    if (passage.why() != null) {
      analysis.append(passage.why()).append(' ');
    }
    @Nullable String template = passage.template();
    @Nullable String topic = request.slots().values().get("topic");
    if (template != null && template.contains("{topic}") && topic != null) {
      analysis.append("It takes up “").append(topic).append("”. ");
    }
    if (request.style() != null && passage.styles().contains(request.style())) {
      analysis.append("The tone is ").append(request.style()).append(". ");
    }
    if (request.foreign()) {
      analysis.append("The local playbook is in English; put it into your own language. ");
    }
    return analysis
        .append("Chosen from the playbook and filled in locally, without an AI provider.")
        .toString();
  }
}
