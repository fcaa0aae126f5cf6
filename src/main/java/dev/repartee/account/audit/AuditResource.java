package dev.repartee.account.audit;

import dev.repartee.foundation.data.Json;
import dev.repartee.foundation.http.Cursors;
import dev.repartee.foundation.http.Page;
import dev.repartee.foundation.http.PageRequest;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import dev.repartee.foundation.security.Scope;
import dev.repartee.foundation.security.Scoped;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was done in the workspace. */
@Path("v1/audit")
@RequestScoped
@RolesAllowed(Role.ADMIN_NAME)
@Tag(name = "Audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

  /** Who or what did something. */
  @Schema(name = "AuditActor")
  public record ActorView(
      @NotNull @Schema(enumeration = {"user", "api_key", "service", "system"}) String type,
      @Nullable UUID id) {}

  /** What something was done to. */
  @Schema(name = "AuditSubject")
  public record SubjectView(@NotNull String type, @NotNull String id) {}

  /** Something that was done. */
  @Schema(name = "AuditEntry")
  public record EntryView(
      @NotNull UUID id,
      @Schema(required = true, description = "Its number in the log, from 1, without gaps")
          long sequence,
      @NotNull Instant at,
      @NotNull @Schema(examples = "auth.signed_in") String action,
      @NotNull ActorView actor,
      @Nullable SubjectView subject,
      @Schema(description = "Of the request or the job it was done in") @Nullable String requestId,
      @Schema(description = "From where") @Nullable String address,
      @Schema(type = SchemaType.OBJECT, description = "How it was; without secrets")
          @Nullable Map<String, Object> before,
      @Schema(type = SchemaType.OBJECT, description = "How it was then; without secrets")
          @Nullable Map<String, Object> after,
      @Schema(required = true, description = "Whether the address, before and after were erased")
          boolean erased,
      @NotNull @Schema(description = "SHA-256 over this entry and the hash of the one before")
          String hash) {

    static EntryView of(AuditStore.Stored stored) {
      Entry entry = stored.entry();
      String json = stored.details();
      Details details = json == null ? Details.ERASED : Json.read(json, Details.class);
      String type = entry.subjectType();
      String id = entry.subjectId();
      return new EntryView(
          entry.id(),
          entry.sequence(),
          entry.at(),
          entry.action(),
          new ActorView(entry.actor().type().wireName(), entry.actor().id()),
          type == null || id == null ? null : new SubjectView(type, id),
          entry.requestId(),
          details.address(),
          details.before(),
          details.after(),
          json == null,
          HexFormat.of().formatHex(stored.hash()));
    }
  }

  /** Whether the log is as it was recorded. */
  @Schema(name = "AuditVerification")
  public record VerificationView(
      @Schema(required = true) boolean intact,
      @Schema(required = true, description = "How many entries are as they were recorded")
          long entries,
      @Schema(required = true, description = "Of how many the details were erased") long erased,
      @NotNull
          @Schema(description = "Of the last good entry; kept elsewhere, it proves the log later")
          String hash,
      @Schema(description = "The number of the first entry that is not as it was recorded")
          @Nullable Long brokenAt,
      @Schema(
              description = "What is wrong with it",
              enumeration = {"missing", "changed", "details_changed", "end_differs"})
          @Nullable String flaw) {

    static VerificationView of(Verification.Result result) {
      Verification.Flaw flaw = result.flaw();
      return new VerificationView(
          flaw == null,
          result.entries(),
          result.erased(),
          HexFormat.of().formatHex(result.hash()),
          flaw == null ? null : result.entries() + 1,
          flaw == null ? null : flaw.wireName());
    }
  }

  private final AuditLog log;
  private final CurrentCaller caller;
  private final Cursors cursors;

  @Inject
  public AuditResource(AuditLog log, CurrentCaller caller, Cursors cursors) {
    this.log = log;
    this.caller = caller;
    this.cursors = cursors;
  }

  @GET
  @Scoped(Scope.AUDIT_READ)
  @Operation(summary = "List what was done in the workspace, newest first")
  @APIResponse(responseCode = "200", description = "A page of the audit log")
  public Page<EntryView> list(
      @Valid @BeanParam PageRequest page, @Valid @BeanParam AuditFilter filter) {
    String list = "audit:" + caller.get().workspaceId() + filter.name();
    List<AuditStore.Stored> rows =
        log.page(
            caller.get(),
            cursors
                .open(list, page)
                .map(position -> Long.parseLong(position.get(0)))
                .orElse(Long.MAX_VALUE),
            filter,
            page.limit() + 1);
    return cursors.page(
        list, page, rows, row -> List.of(Long.toString(row.entry().sequence())), EntryView::of);
  }

  @GET
  @Scoped(Scope.AUDIT_READ)
  @Path("verify")
  @Operation(
      summary = "Check the audit log of the workspace",
      description =
          "Every entry is hashed with the hash of the one before it; all of them are computed anew"
              + " and compared.")
  @APIResponse(responseCode = "200", description = "What was found")
  public VerificationView verify() {
    return VerificationView.of(log.verify(caller.get().workspaceId()));
  }
}
