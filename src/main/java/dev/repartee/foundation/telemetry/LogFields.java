package dev.repartee.foundation.telemetry;

import com.ibm.websphere.logging.hpel.LogRecordContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every line of the JSON log says besides its message: for whom and for which request this
 * thread works. Only ids go here, never what somebody wrote.
 */
public enum LogFields {
  REQUEST_ID("requestId"),
  WORKSPACE_ID("workspaceId"),
  USER_ID("userId"),
  JOB_ID("jobId");

  private static final ThreadLocal<Map<LogFields, String>> CURRENT =
      ThreadLocal.withInitial(() -> new EnumMap<>(LogFields.class));

  /** The server keeps extensions by weak reference only. */
  private static final List<LogRecordContext.Extension> EXTENSIONS = register();

  private final String label;

  LogFields(String label) {
    this.label = label;
  }

  /** Sets the field for this thread until {@link #clear()} or {@link #restore}. */
  public void set(String value) {
    CURRENT.get().put(this, value);
  }

  /** The field of this thread. */
  public @Nullable String get() {
    return CURRENT.get().get(this);
  }

  /** The fields of this thread, to be restored on it or set on another. */
  public static Map<LogFields, String> snapshot() {
    return Map.copyOf(CURRENT.get());
  }

  /** Replaces all fields of this thread. */
  public static void restore(Map<LogFields, String> fields) {
    Map<LogFields, String> current = CURRENT.get();
    current.clear();
    current.putAll(fields);
  }

  /** Forgets all fields of this thread. */
  public static void clear() {
    CURRENT.remove();
  }

  /** Sets what is the same on every line; {@code service} and {@code env}. */
  static List<LogRecordContext.Extension> constants(Map<String, String> values) {
    return values.entrySet().stream()
        .map(constant -> extension(constant.getKey(), constant::getValue))
        .toList();
  }

  static int registered() {
    return EXTENSIONS.size();
  }

  private static List<LogRecordContext.Extension> register() {
    List<LogRecordContext.Extension> fields =
        java.util.Arrays.stream(values())
            .map(field -> extension(field.label, () -> CURRENT.get().get(field)))
            .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
    fields.add(
        extension("traceId", () -> TraceContext.current().map(TraceContext::traceId).orElse(null)));
    return List.copyOf(fields);
  }

  private static LogRecordContext.Extension extension(
      String label, java.util.function.Supplier<@Nullable String> value) {
    LogRecordContext.Extension extension = value::get;
    LogRecordContext.registerExtension(label, extension);
    return extension;
  }
}
