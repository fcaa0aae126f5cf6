package dev.repartee.foundation.config;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every configuration class of the product, found by itself and built as the container would. */
final class Sections {

  private static final List<Class<?>> TYPES =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("dev.repartee")
              .stream()
              .filter(type -> type.isAssignableTo(ConfigSection.class) && !type.isInterface())
              .sorted(Comparator.comparing(JavaClass::getName))
              .<Class<?>>map(JavaClass::reflect)
              .toList();

  private final Map<Class<?>, Object> built = new HashMap<>();

  private Sections(Settings settings) {
    built.put(Settings.class, settings);
  }

  static List<Class<?>> types() {
    return TYPES;
  }

  /** The settings after every section has read them. */
  static Settings read(Map<String, String> values) {
    return read(values, TYPES);
  }

  /** The settings after these sections, and those they need, have read them. */
  static Settings read(Map<String, String> values, List<Class<?>> types) {
    Settings settings = Settings.of(values);
    Sections sections = new Sections(settings);
    types.forEach(sections::build);
    return settings;
  }

  private Object build(Class<?> type) {
    @Nullable Object known = built.get(type);
    if (known != null) {
      return known;
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      Object[] arguments =
          Arrays.stream(constructor.getParameterTypes()).map(this::build).toArray();
      Object section = constructor.newInstance(arguments);
      built.put(type, section);
      return section;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(type + " can not be built from settings and other sections", e);
    }
  }
}
