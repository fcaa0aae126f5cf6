package dev.repartee.coach.session;

import dev.repartee.assistant.ai.Answer;
import dev.repartee.assistant.ai.Asker;
import dev.repartee.assistant.ai.Assistant;
import dev.repartee.assistant.ai.Material;
import dev.repartee.assistant.ai.Style;
import dev.repartee.assistant.knowledge.Knowledge;
import dev.repartee.assistant.knowledge.Passage;
import dev.repartee.assistant.knowledge.SearchRequest;
import dev.repartee.assistant.transcript.Line;
import dev.repartee.assistant.transcript.Phase;
import dev.repartee.assistant.transcript.Transcript;
import dev.repartee.coach.phase.Phases;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.http.Wire;
import dev.repartee.foundation.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what to write next. Made from the whole transcript, what the knowledge holds about it, the
 * phase, and the person's style and twist; asked the same again, the answer comes from what was
 * stored. No transaction is open while a provider thinks.
 */
@ApplicationScoped
class Suggestions {

  private static final int PASSAGES = 8;
  private static final int SOURCES = 4;

  /** The end of a conversation says what it is about now. */
  private static final int LINES_TO_SEARCH_BY = 6;

  private final Sessions sessions;
  private final Transcripts transcripts;
  private final Phases phases;
  private final Knowledge knowledge;
  private final Assistant assistant;
  private final StoredSuggestions stored;

  @Inject
  Suggestions(
      Sessions sessions,
      Transcripts transcripts,
      Phases phases,
      Knowledge knowledge,
      Assistant assistant,
      StoredSuggestions stored) {
    this.sessions = sessions;
    this.transcripts = transcripts;
    this.phases = phases;
    this.knowledge = knowledge;
    this.assistant = assistant;
    this.stored = stored;
  }

  /** A suggestion, and whether it was there already. */
  record Result(Suggestion suggestion, boolean cached) {}

  Result suggest(Caller caller, UUID sessionId, Optional<Style> style, Optional<String> twist) {
    Session session = sessions.requireLive(caller, sessionId);
    Transcript transcript = transcripts.of(session);
    if (session.status() != SessionStatus.COMPLETE || transcript.isEmpty()) {
      throw new Problem(
          ProblemType.INVALID_TRANSITION,
          "A suggestion needs a complete session with at least one message; this one is "
              + Wire.name(session.status())
              + ".");
    }
    Phase phase = session.phase().orElseGet(() -> phases.byRules(transcript));
    String fingerprint = fingerprint(transcript, phase, style, twist);
    Optional<Suggestion> known = stored.find(session, fingerprint);
    if (known.isPresent()) {
      return new Result(known.get(), true);
    }
    List<Passage> passages =
        knowledge.search(
            caller.workspaceId(), SearchRequest.about(searchText(transcript), phase, PASSAGES));
    Material material =
        Material.of(transcript)
            .in(phase)
            .as(style.map(Wire::name).orElse(null), twist.orElse(null))
            .from(passages);
    Answer<dev.repartee.assistant.ai.Suggestion> answer =
        assistant.suggest(Asker.of(caller), material);
    return new Result(
        stored.keep(
            session, fingerprint, phase, answer, sources(passages, answer.value().basedOn())),
        false);
  }

  private String fingerprint(
      Transcript transcript, Phase phase, Optional<Style> style, Optional<String> twist) {
    return sha256(
        transcript.fingerprint(),
        phase.name(),
        style.map(Enum::name).orElse(null),
        twist.orElse(null),
        assistant.strategyFingerprint());
  }

  private static String sha256(@Nullable String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
        digest.update(
            (part == null ? "-" : String.valueOf(bytes.length))
                .getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String searchText(Transcript transcript) {
    List<Line> lines = transcript.lines();
    return lines.subList(Math.max(0, lines.size() - LINES_TO_SEARCH_BY), lines.size()).stream()
        .map(Line::text)
        .collect(Collectors.joining("\n"));
  }

  /** What it was made from first, then the best of what was found. */
  private List<Source> sources(List<Passage> found, @Nullable String basedOn) {
    Stream<Passage> base =
        Stream.ofNullable(basedOn)
            .flatMap(
                id ->
                    found.stream()
                        .filter(passage -> passage.id().equals(id))
                        .findFirst()
                        .or(() -> knowledge.find(UUID.fromString(id)))
                        .stream());
    return Stream.concat(base, found.stream().filter(passage -> !passage.id().equals(basedOn)))
        .limit(SOURCES)
        .map(
            passage ->
                new Source(UUID.fromString(passage.id()), passage.title(), excerpt(passage.text())))
        .toList();
  }

  private static String excerpt(String text) {
    int most = 240;
    if (text.length() <= most) {
      return text;
    }
    int lastBlank = text.lastIndexOf(' ', most);
    return text.substring(0, lastBlank > 0 ? lastBlank : most) + "…";
  }
}
