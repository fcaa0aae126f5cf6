package dev.repartee.foundation.realtime;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;

/** Why we close a connection: the code of RFC 6455 section 7.4 and what the client is told. */
enum Closing {
  NEVER_AUTHENTICATED(CloseCodes.VIOLATED_POLICY, "authenticate first"),
  AUTHENTICATION_FAILED(CloseCodes.VIOLATED_POLICY, "authentication failed"),
  TOKEN_EXPIRED(CloseCodes.VIOLATED_POLICY, "token expired"),
  TOO_MANY_CONNECTIONS(CloseCodes.VIOLATED_POLICY, "too many connections"),
  TOO_MUCH_GARBAGE(CloseCodes.VIOLATED_POLICY, "too many messages that can not be understood"),
  TOO_MANY_MESSAGES(CloseCodes.VIOLATED_POLICY, "too many messages"),
  MESSAGE_TOO_LARGE(CloseCodes.TOO_BIG, "message too large"),
  TOO_SLOW(CloseCodes.TRY_AGAIN_LATER, "too slow"),
  SILENT(CloseCodes.TRY_AGAIN_LATER, "no sign of life"),
  SEND_FAILED(CloseCodes.UNEXPECTED_CONDITION, "a message could not be sent"),
  FULL(CloseCodes.TRY_AGAIN_LATER, "no room, try again later"),
  GOING_AWAY(CloseCodes.GOING_AWAY, "going away, reconnect");

  private final CloseCodes code;
  private final String phrase;

  Closing(CloseCodes code, String phrase) {
    this.code = code;
    this.phrase = phrase;
  }

  CloseReason reason() {
    return new CloseReason(code, phrase);
  }

  /** Whether the client is to blame for not keeping up. */
  boolean isCutOff() {
    return this == TOO_SLOW || this == SILENT || this == SEND_FAILED;
  }
}
