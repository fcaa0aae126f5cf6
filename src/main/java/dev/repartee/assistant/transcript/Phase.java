package dev.repartee.assistant.transcript;

/** Where a conversation stands. */
public enum Phase {
  /** Opening: first contact, getting attention. */
  HOOK,
  /** Building rapport and finding common ground. */
  BRIDGE,
  /** Moving toward something concrete: a proposal, an invitation, a decision. */
  PIVOT,
  /** Agreeing details, confirming, wrapping up, saying goodbye. */
  CLOSE
}
