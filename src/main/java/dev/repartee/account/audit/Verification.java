package dev.repartee.account.audit;

import java.security.MessageDigest;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks a log from its first entry to its last. */
final class Verification {

  /** What can be wrong with a log. */
  enum Flaw {
    /** An entry is not there. */
    MISSING,
    /** An entry, or one before it, is not what was recorded. */
    CHANGED,
    /** The details of an entry are not what was recorded, nor erased. */
    DETAILS_CHANGED,
    /** The log ends elsewhere than it should. */
    END_DIFFERS;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was found.
   *
   * @param entries how many are as they were recorded
   * @param erased of how many the details were erased
   * @param hash of the last good one
   * @param flaw the first thing that is wrong, with the entry after {@code entries}
   */
  record Result(UUID workspaceId, long entries, long erased, byte[] hash, @Nullable Flaw flaw) {

    boolean intact() {
      return flaw == null;
    }
  }

  private static final int PAGE = 1000;

  private final AuditStore store;
  private final UUID workspace;
  private long good;
  private long erased;
  private byte[] hash = Chain.start();

  private Verification(AuditStore store, UUID workspace) {
    this.store = store;
    this.workspace = workspace;
  }

  /** Checks what is there at the beginning; what is appended meanwhile does not disturb. */
  static Result of(AuditStore store, UUID workspace) {
    return new Verification(store, workspace).walk();
  }

  private Result walk() {
    AuditStore.Head head =
        store.head(workspace).orElseGet(() -> new AuditStore.Head(workspace, 0, Chain.start()));
    while (good < head.sequence()) {
      long before = good;
      for (AuditStore.Stored stored : store.after(workspace, good, PAGE)) {
        if (good == head.sequence()) {
          break;
        }
        Flaw flaw = check(stored);
        if (flaw != null) {
          return result(flaw);
        }
      }
      if (good == before) {
        return result(Flaw.MISSING);
      }
    }
    return result(MessageDigest.isEqual(hash, head.hash()) ? null : Flaw.END_DIFFERS);
  }

  private @Nullable Flaw check(AuditStore.Stored stored) {
    Entry entry = stored.entry();
    if (entry.sequence() != good + 1) {
      return Flaw.MISSING;
    }
    byte[] expected = Chain.hash(hash, entry);
    if (!MessageDigest.isEqual(expected, stored.hash())) {
      return Flaw.CHANGED;
    }
    byte[] salt = stored.salt();
    String details = stored.details();
    if (salt != null && details != null) {
      if (!MessageDigest.isEqual(Chain.digest(salt, details), entry.detailsDigest())) {
        return Flaw.DETAILS_CHANGED;
      }
    } else if (stored.kept()) {
      erased++;
    } else {
      return Flaw.DETAILS_CHANGED;
    }
    good++;
    hash = expected;
    return null;
  }

  private Result result(@Nullable Flaw flaw) {
    return new Result(workspace, good, erased, hash, flaw);
  }
}
