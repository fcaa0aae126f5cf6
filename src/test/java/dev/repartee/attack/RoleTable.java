package dev.repartee.attack;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.repartee.foundation.security.Role;
import dev.repartee.foundation.security.Scoped;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may call which operation: as the resources declare it, and as the documents say it. */
final class RoleTable {

  /** The table that people read. */
  static final java.nio.file.Path DOCUMENT = java.nio.file.Path.of("docs/roles.md");

  private static final Pattern ROW =
      Pattern.compile("\\| `([A-Z]+ /\\S+)` \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|");

  /**
   * What holds for one operation.
   *
   * @param operation method and path, such as {@code GET /api/v1/audit}
   * @param least the least role that may; null where everybody may
   * @param scope what an API key needs; null where none may, or everybody may
   */
  record Row(String operation, @Nullable Role least, @Nullable String scope) {

    boolean allows(Role role) {
      return least == null || role.compareTo(least) <= 0;
    }

    @Override
    public String toString() {
      return "| `%s` | %s | %s | %s | %s | %s |"
          .formatted(
              operation,
              least == null ? "yes" : "",
              allows(Role.MEMBER) ? "yes" : "",
              allows(Role.ADMIN) ? "yes" : "",
              allows(Role.OWNER) ? "yes" : "",
              scope == null ? (least == null ? "yes" : "") : "`" + scope + "`")
          .replaceAll(" {2,}", " ");
    }
  }

  private RoleTable() {}

  /** What the annotations of the resources say. */
  static List<Row> ofAnnotations() {
    List<Row> rows = new ArrayList<>();
    for (JavaClass resource :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.repartee")) {
      if (resource.isAnnotatedWith(Path.class)) {
        for (Method method : resource.reflect().getMethods()) {
          httpMethod(method).ifPresent(verb -> rows.add(row(verb, method)));
        }
      }
    }
    rows.sort(
        Comparator.comparing((Row row) -> row.operation().replaceFirst("^\\S+ ", ""))
            .thenComparing(Row::operation));
    return rows;
  }

  private static Optional<String> httpMethod(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(java.util.Objects::nonNull)
        .map(HttpMethod::value)
        .findFirst();
  }

  private static Row row(String verb, Method method) {
    Class<?> type = method.getDeclaringClass();
    Path own = method.getAnnotation(Path.class);
    String path =
        ("/api/" + type.getAnnotation(Path.class).value() + "/" + (own == null ? "" : own.value()))
            .replaceAll("/{2,}", "/")
            .replaceAll("/$", "");
    RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
    boolean everybody =
        method.isAnnotationPresent(PermitAll.class)
            || (roles == null && type.isAnnotationPresent(PermitAll.class));
    if (roles == null && !everybody) {
      roles = required(type, RolesAllowed.class);
    }
    Scoped scoped = method.getAnnotation(Scoped.class);
    return new Row(
        verb + " " + path,
        roles == null ? null : Role.valueOf(roles.value()[0]),
        scoped == null || everybody ? null : scoped.value().wireName());
  }

  private static <A extends Annotation> A required(Class<?> type, Class<A> annotation) {
    return java.util.Objects.requireNonNull(type.getAnnotation(annotation), type.getName());
  }

  /** What the document says. */
  static List<Row> ofDocument() {
    try {
      return ROW.matcher(Files.readString(DOCUMENT)).results().map(RoleTable::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row read(MatchResult row) {
    Role least = null;
    if (row.group(2).isBlank()) {
      least =
          !row.group(3).isBlank() ? Role.MEMBER : !row.group(4).isBlank() ? Role.ADMIN : Role.OWNER;
    }
    String scope = row.group(6).strip().replace("`", "");
    return new Row(row.group(1), least, scope.isEmpty() || scope.equals("yes") ? null : scope);
  }
}
