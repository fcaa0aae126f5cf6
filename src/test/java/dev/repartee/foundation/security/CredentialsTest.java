package dev.repartee.foundation.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.repartee.foundation.config.Secret;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CredentialsTest {

  private final List<Credentials.Opened> told = new ArrayList<>();
  private final Encryption encryption =
      Encryption.alone(EncryptionConfigTest.config(Map.of("APP_ENV", "local")));
  private final Credentials.Which which =
      new Credentials.Which(UUID.randomUUID(), "channel", UUID.randomUUID());

  @Test
  void openingOneIsToldBeforeItIsGivenOut() {
    Credentials credentials = new Credentials(encryption, new Telling(told::add));
    byte[] sealed = credentials.seal(Secret.of("xoxb"), which);
    assertEquals(List.of(), told);
    assertEquals("xoxb", credentials.open(sealed, which, "send a reply").reveal());
    assertEquals(List.of(new Credentials.Opened(which, "send a reply")), told);
    credentials.rewrap(sealed, which);
    assertEquals(1, told.size());
  }

  @Test
  void oneThatCanNotBeRecordedIsNotGivenOut() {
    Credentials credentials =
        new Credentials(
            encryption,
            new Telling(
                event -> {
                  throw new IllegalStateException("no log");
                }));
    byte[] sealed = credentials.seal(Secret.of("xoxb"), which);
    assertThrows(IllegalStateException.class, () -> credentials.open(sealed, which, "test"));
  }

  @Test
  void thatOfAnotherWorkspaceKindOrRowCanNotBeOpened() {
    Credentials credentials = new Credentials(encryption, new Telling(told::add));
    byte[] sealed = credentials.seal(Secret.of("xoxb"), which);
    for (Credentials.Which other :
        List.of(
            new Credentials.Which(UUID.randomUUID(), which.kind(), which.id()),
            new Credentials.Which(which.workspaceId(), "webhook", which.id()),
            new Credentials.Which(which.workspaceId(), which.kind(), UUID.randomUUID()))) {
      assertThrows(Undecipherable.class, () -> credentials.open(sealed, other, "test"));
    }
    assertEquals(List.of(), told);
  }

  private record Telling(java.util.function.Consumer<Credentials.Opened> observer)
      implements Event<Credentials.Opened> {

    @Override
    public void fire(Credentials.Opened event) {
      observer.accept(event);
    }

    @Override
    public <U extends Credentials.Opened> CompletionStage<U> fireAsync(U event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <U extends Credentials.Opened> CompletionStage<U> fireAsync(
        U event, NotificationOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Event<Credentials.Opened> select(Annotation... qualifiers) {
      return this;
    }

    @Override
    public <U extends Credentials.Opened> Event<U> select(
        Class<U> subtype, Annotation... qualifiers) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <U extends Credentials.Opened> Event<U> select(
        TypeLiteral<U> subtype, Annotation... qualifiers) {
      throw new UnsupportedOperationException();
    }
  }
}
