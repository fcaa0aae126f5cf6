package dev.repartee.assistant.ai;

import dev.repartee.foundation.config.Settings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What models cost, in US dollars for a million tokens. A dated model ({@code gpt-4.1-2025-04-14})
 * has the price of the longest listed name it begins with.
 */
final class Prices {

  private static final System.Logger LOG = System.getLogger(Prices.class.getName());
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  /** As listed by the vendors when this was written; {@code AI_PRICES} adds and replaces. */
  private static final String LISTED =
      """
      gpt-4.1=2/8,gpt-4.1-mini=0.40/1.60,gpt-4.1-nano=0.10/0.40,
      gpt-4o=2.50/10,gpt-4o-mini=0.15/0.60,o3=2/8,o4-mini=1.10/4.40,
      gpt-5=1.25/10,gpt-5-mini=0.25/2,gpt-5-nano=0.05/0.40,gpt-5.1=1.25/10,
      claude-opus-4=15/75,claude-opus-4-5=5/25,claude-opus-4-6=5/25,claude-opus-4-7=5/25,
      claude-opus-4-8=5/25,claude-sonnet-4=3/15,claude-haiku-4-5=1/5,claude-3-5-haiku=0.80/4,
      gemini-2.5-pro=1.25/10,gemini-2.5-flash=0.30/2.50,gemini-2.5-flash-lite=0.10/0.40,
      gemini-2.0-flash=0.10/0.40,gemini-2.0-flash-lite=0.075/0.30""";

  private record Price(BigDecimal input, BigDecimal output) {}

  private final Map<String, Price> byModel;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  private Prices(Map<String, Price> byModel) {
    this.byModel = byModel;
  }

  static Prices from(Settings settings) {
    Map<String, Price> prices = new HashMap<>();
    for (String item : LISTED.split(",", -1)) {
      put(prices, item);
    }
    for (String item : settings.list("AI_PRICES", List.of())) {
      try {
        put(prices, item);
      } catch (IllegalArgumentException e) {
        settings.problem(
            "AI_PRICES",
            "must be a list such as gpt-4.1-mini=0.40/1.60 (US dollars for a million tokens in and"
                + " out)");
      }
    }
    return new Prices(prices);
  }

  private static void put(Map<String, Price> prices, String item) {
    String[] pair = item.strip().split("=", 2);
    String[] amounts = pair.length == 2 ? pair[1].split("/", 2) : new String[0];
    if (amounts.length != 2 || pair[0].isBlank()) {
      throw new IllegalArgumentException(item);
    }
    prices.put(key(pair[0]), new Price(AiConfig.amount(amounts[0]), AiConfig.amount(amounts[1])));
  }

  /** The price of a call, to a millionth of a dollar; 0 when the model is not listed. */
  BigDecimal of(String model, int inputTokens, int outputTokens) {
    Price price = find(key(model));
    if (price == null) {
      if (inputTokens + outputTokens > 0 && warned.add(model)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "No price is known for the model {0}: its calls count as free. Set AI_PRICES.",
            model);
      }
      return BigDecimal.ZERO.setScale(6);
    }
    return price
        .input
        .multiply(BigDecimal.valueOf(inputTokens))
        .add(price.output.multiply(BigDecimal.valueOf(outputTokens)))
        .divide(MILLION, 6, RoundingMode.HALF_UP);
  }

  private @Nullable Price find(String model) {
    for (int end = model.length(); end > 0; end = model.lastIndexOf('-', end - 1)) {
      Price price = byModel.get(model.substring(0, end));
      if (price != null) {
        return price;
      }
    }
    return null;
  }

  private static String key(String model) {
    return model.strip().toLowerCase(Locale.ROOT);
  }
}
