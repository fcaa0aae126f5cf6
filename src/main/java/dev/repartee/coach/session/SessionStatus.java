package dev.repartee.coach.session;

import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.ProblemType;
import dev.repartee.foundation.http.Wire;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a session stands, and the only place that says what may follow what.
 *
 * <p>A screenshot goes {@code uploading → analysis_in_progress → verifying_ocr → complete}; pasted
 * text is {@code complete} at once, or {@code pending_user_input} until there is some. {@code
 * previewing_screenshot} is the client's own state before the upload; the server never enters it
 * but clients and the API share the word.
 */
enum SessionStatus {
  PENDING_USER_INPUT,
  PREVIEWING_SCREENSHOT,
  UPLOADING,
  ANALYSIS_IN_PROGRESS,
  VERIFYING_OCR,
  COMPLETE,
  ERROR;

  private Set<SessionStatus> next() {
    return switch (this) {
      case PENDING_USER_INPUT -> EnumSet.of(UPLOADING, COMPLETE);
      case PREVIEWING_SCREENSHOT -> EnumSet.of(UPLOADING);
      case UPLOADING -> EnumSet.of(ANALYSIS_IN_PROGRESS, ERROR);
      case ANALYSIS_IN_PROGRESS -> EnumSet.of(VERIFYING_OCR, ERROR);
      case VERIFYING_OCR -> EnumSet.of(ANALYSIS_IN_PROGRESS, COMPLETE);
      case ERROR -> EnumSet.of(ANALYSIS_IN_PROGRESS);
      case COMPLETE -> EnumSet.noneOf(SessionStatus.class);
    };
  }

  boolean canBecome(SessionStatus target) {
    return next().contains(target);
  }

  /**
   * The target, if it may follow this status.
   *
   * @throws Problem with {@link ProblemType#INVALID_TRANSITION} if not
   */
  SessionStatus become(SessionStatus target) {
    if (!canBecome(target)) {
      throw new Problem(
          ProblemType.INVALID_TRANSITION,
          "The session is " + Wire.name(this) + " and can not become " + Wire.name(target) + ".");
    }
    return target;
  }

  /** Whether a screenshot is on its way to being read. */
  boolean isBeingRead() {
    return this == UPLOADING || this == ANALYSIS_IN_PROGRESS;
  }
}
