package dev.repartee.assistant.transcript;

/** Who wrote a line: the person being coached, or the one they are talking with. */
public enum Author {
  /** The person Repartee helps; the right-hand side of a chat screenshot. */
  USER,
  /** The other side; several people of a group are all the contact. */
  CONTACT
}
