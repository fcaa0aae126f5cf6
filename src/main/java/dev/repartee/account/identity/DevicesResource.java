package dev.repartee.account.identity;

import dev.repartee.foundation.http.Cursors;
import dev.repartee.foundation.http.Page;
import dev.repartee.foundation.http.PageRequest;
import dev.repartee.foundation.security.CurrentCaller;
import dev.repartee.foundation.security.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where the caller is signed in. */
@Path("v1/users/me/devices")
@ApplicationScoped
@RolesAllowed(Role.MEMBER_NAME)
@Tag(name = "Identity")
@Produces(MediaType.APPLICATION_JSON)
public class DevicesResource {

  /** A device. */
  @Schema(name = "Device")
  public record DeviceAnswer(
      @NotNull UUID id,
      @Nullable @Schema(description = "What its client says it is", examples = "Firefox on Windows")
          String name,
      @Nullable @Schema(description = "Where it last came from", examples = "203.0.113.7")
          String address,
      @NotNull Instant signedInAt,
      @NotNull @Schema(description = "When it last got an access token") Instant lastUsedAt,
      @NotNull @Schema(description = "When it is signed out if it is not used, or at the latest")
          Instant endsAt,
      @Schema(required = true, description = "Whether this call comes from it") boolean current) {

    static DeviceAnswer of(Devices.Device device, Optional<UUID> current) {
      return new DeviceAnswer(
          device.id(),
          device.name(),
          device.address(),
          device.signedInAt(),
          device.lastUsedAt(),
          device.endsAt(),
          current.filter(device.id()::equals).isPresent());
    }
  }

  private final Devices devices;
  private final CurrentCaller caller;
  private final Cursors cursors;

  @Inject
  public DevicesResource(Devices devices, CurrentCaller caller, Cursors cursors) {
    this.devices = devices;
    this.caller = caller;
    this.cursors = cursors;
  }

  @GET
  @Operation(summary = "List the devices one is signed in on, the last signed in first")
  public Page<DeviceAnswer> list(@Valid @BeanParam PageRequest page) {
    String list = "devices:" + caller.get().userId();
    List<Devices.Device> rows =
        devices.page(
            caller.get(),
            cursors.open(list, page).map(position -> UUID.fromString(position.get(0))),
            page.limit());
    Optional<UUID> current = Devices.of(caller.get());
    return cursors.page(
        list,
        page,
        rows,
        device -> List.of(device.id().toString()),
        device -> DeviceAnswer.of(device, current));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      summary = "Sign out a device",
      description = "Its access tokens and sockets end everywhere within a second.")
  @APIResponse(responseCode = "204", description = "Signed out")
  public Response signOut(@PathParam("id") UUID id) {
    devices.signOut(caller.get(), id);
    return Response.noContent().build();
  }

  @DELETE
  @Operation(summary = "Sign out all devices but this one")
  @APIResponse(responseCode = "204", description = "Signed out")
  public Response signOutOthers() {
    devices.signOutOthers(caller.get());
    return Response.noContent().build();
  }
}
