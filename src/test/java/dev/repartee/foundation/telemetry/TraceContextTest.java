package dev.repartee.foundation.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

  private static final String HEADER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void readsAndWritesTheStandardHeader() {
    TraceContext context = TraceContext.parse(HEADER).orElseThrow();
    assertEquals("4bf92f3577b34da6a3ce929d0e0e4736", context.traceId());
    assertTrue(context.sampled());
    assertEquals(HEADER, context.header());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"
      })
  void whatIsNotOneBeginsANewTrace(String header) {
    assertEquals(Optional.empty(), TraceContext.parse(header));
  }

  @Test
  void aLaterVersionMayCarryMore() {
    assertTrue(TraceContext.parse(HEADER.replaceFirst("00", "01") + "-more").isPresent());
  }

  @Test
  void aChildIsInTheSameTrace() {
    TraceContext parent = TraceContext.start();
    TraceContext child = parent.child();
    assertEquals(parent.traceId(), child.traceId());
    assertNotEquals(parent.spanId(), child.spanId());
    assertEquals(Optional.of(child), TraceContext.parse(child.header()));
  }

  @Test
  void workRunsWithinAContextAndLeavesNothingBehind() {
    TraceContext outer = TraceContext.start();
    TraceContext inner = outer.child();
    outer.run(
        () -> {
          assertEquals(Optional.of(outer), TraceContext.current());
          assertThrows(
              IllegalStateException.class,
              () ->
                  inner.call(
                      () -> {
                        assertEquals(Optional.of(inner), TraceContext.current());
                        throw new IllegalStateException();
                      }));
          assertEquals(Optional.of(outer), TraceContext.current());
        });
    assertEquals(Optional.empty(), TraceContext.current());
  }
}
