package dev.repartee.account.identity;

import dev.repartee.account.identity.AuthResource.AuthAnswer;
import dev.repartee.account.identity.AuthResource.AuthUser;
import dev.repartee.account.identity.AuthResource.AuthWorkspace;
import dev.repartee.foundation.config.ServerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** What somebody who has signed in is given: an access token, and cookies. */
@ApplicationScoped
class SignInAnswers {

  private final DeviceCookies devices;
  private final boolean secureCookies;

  @Inject
  SignInAnswers(DeviceCookies devices, ServerConfig server) {
    this.devices = devices;
    this.secureCookies = server.isProduction();
  }

  /** For who has just given a password: the device is known from now on. */
  Response proven(Response.Status status, Accounts.SignedIn signedIn) {
    return Response.fromResponse(signedIn(status, signedIn))
        .cookie(known(signedIn.user().email()))
        .build();
  }

  Response signedIn(Response.Status status, Accounts.SignedIn signedIn) {
    User user = signedIn.user();
    Workspace workspace = signedIn.workspace();
    AuthAnswer answer =
        new AuthAnswer(
            signedIn.accessToken(),
            "Bearer",
            signedIn.accessTokenLifetime().toSeconds(),
            new AuthUser(user.id(), user.email(), user.name(), user.createdAt()),
            new AuthWorkspace(workspace.id(), workspace.name(), signedIn.role()));
    RefreshTokens.Issued refresh = signedIn.refreshToken();
    return Response.status(status)
        .entity(answer)
        .cookie(cookie(AuthResource.COOKIE, refresh.token(), refresh.lifetime()))
        .build();
  }

  Response signedOut() {
    return Response.noContent().cookie(cookie(AuthResource.COOKIE, "", Duration.ZERO)).build();
  }

  /** Lets a device be known to an account. */
  NewCookie known(String address) {
    return cookie(DeviceCookies.NAME, devices.issue(address), DeviceCookies.LIFETIME);
  }

  private NewCookie cookie(String name, String value, Duration age) {
    return new NewCookie.Builder(name)
        .value(value)
        .path(AuthResource.COOKIE_PATH)
        .httpOnly(true)
        .secure(secureCookies)
        .sameSite(NewCookie.SameSite.STRICT)
        .maxAge(Math.toIntExact(age.toSeconds()))
        .build();
  }
}
