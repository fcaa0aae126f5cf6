package dev.repartee.coach.opener;

import dev.repartee.assistant.ai.Style;
import dev.repartee.foundation.http.Problem;
import dev.repartee.foundation.http.Wire;
import jakarta.validation.constraints.Size;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a first message should be like; over HTTP and as the payload of {@code generate}. */
@Schema(name = "OpenerRequest")
public record OpenerWish(
    @Schema(
            enumeration = {"playful", "warm", "direct", "witty", "curious", "confident"},
            examples = "witty")
        @Nullable String aiStyle,
    @Schema(description = "A wish for this one", examples = "we both love climbing")
        @Size(max = 500)
        @Nullable String customTwist,
    @Schema(description = "The language to write in, a BCP 47 tag", examples = "en") @Size(max = 35)
        @Nullable String locale,
    @Schema(description = "What is known about the other person") @Size(max = 4000)
        @Nullable String profile) {

  /**
   * The wish with blanks dropped.
   *
   * @throws Problem when the style is unknown, the locale is no tag, or a text is too long
   */
  OpenerWish checked() {
    Wire.optional(Style.class, "aiStyle", aiStyle);
    String tag = stripped(locale);
    if (tag != null) {
      try {
        new Locale.Builder().setLanguageTag(tag);
      } catch (IllformedLocaleException e) {
        throw Problem.invalid("locale", "must be a BCP 47 language tag such as en or de-AT");
      }
    }
    return new OpenerWish(
        aiStyle,
        atMost(500, "customTwist", stripped(customTwist)),
        atMost(35, "locale", tag),
        atMost(4000, "profile", stripped(profile)));
  }

  private static @Nullable String stripped(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static @Nullable String atMost(int most, String field, @Nullable String text) {
    if (text != null && text.length() > most) {
      throw Problem.invalid(field, "must not be longer than " + most + " characters");
    }
    return text;
  }
}
