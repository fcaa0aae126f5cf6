package dev.repartee.account.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log, as it is hashed.
 *
 * @param sequence its number in the log of the workspace, from 1, without gaps
 * @param at to the microsecond
 * @param requestId of the request or job it was done in
 * @param detailsDigest stands for the details, which can be erased
 */
record Entry(
    UUID workspaceId,
    long sequence,
    UUID id,
    Instant at,
    String action,
    Actor actor,
    @Nullable String subjectType,
    @Nullable String subjectId,
    @Nullable String requestId,
    byte[] detailsDigest) {}
