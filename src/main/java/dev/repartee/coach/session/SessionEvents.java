package dev.repartee.coach.session;

import dev.repartee.foundation.http.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What subscribers of a session are told. */
public final class SessionEvents {

  private SessionEvents() {}

  /** How far reading a screenshot has come. */
  public record Progress(String stage, int percent) {}

  public record SessionStatusEvent(
      String type,
      UUID sessionId,
      String status,
      @Nullable Progress progress,
      @Nullable List<SessionView.OcrItem> ocrResult) {}

  public record SessionErrorEvent(String type, UUID sessionId, String code, String message) {}

  public record PhaseEvent(String type, UUID sessionId, String phase) {}

  static SessionStatusEvent status(Session session, @Nullable Progress progress) {
    return new SessionStatusEvent(
        "session_status",
        session.id(),
        Wire.name(session.status()),
        progress,
        session.ocrResult().map(SessionView.OcrItem::of).orElse(null));
  }

  static SessionErrorEvent error(Session session) {
    return new SessionErrorEvent(
        "session_error",
        session.id(),
        session.errorCode().orElse("error"),
        session.errorMessage().orElse(""));
  }

  static PhaseEvent phase(UUID sessionId, String phase) {
    return new PhaseEvent("session_phase_update", sessionId, phase);
  }
}
