package dev.repartee.assistant.ai;

import dev.repartee.foundation.config.ConfigSection;
import dev.repartee.foundation.config.Secret;
import dev.repartee.foundation.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which providers there are, in which order they are asked, how long, and for how much money. */
@ApplicationScoped
public class AiConfig implements ConfigSection {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Where one provider is and how to ask it. */
  record Endpoint(
      Provider provider,
      URI baseUrl,
      @Nullable Secret apiKey,
      String model,
      Duration timeout,
      boolean jsonSchema,
      boolean vision) {}

  /**
   * When to ask again and when to leave a provider alone.
   *
   * @param times how often a failed call is repeated
   * @param backoff the first pause; each further one is twice as long
   * @param failures how many failures in a row open the breaker
   * @param cooldown how long it stays open
   */
  record Patience(int times, Duration backoff, int failures, Duration cooldown) {}

  private final Map<Provider, Endpoint> endpoints = new EnumMap<>(Provider.class);
  private final List<Provider> strategy;
  private final Duration timeout;
  private final Duration streamIdle;
  private final Patience patience;
  private final int maxOutputTokens;
  private final Prices prices;
  private final Optional<BigDecimal> memberDailyLimit;
  private final Map<Provider, BigDecimal> monthlyBudgets;

  @Inject
  public AiConfig(Settings settings) {
    timeout = settings.duration("AI_TIMEOUT", Duration.ofSeconds(30), SHORTEST, LONGEST);
    vendor(settings, Provider.OPENAI, "https://api.openai.com/v1", "gpt-4.1-mini");
    vendor(settings, Provider.ANTHROPIC, "https://api.anthropic.com/v1", "claude-haiku-4-5");
    vendor(
        settings,
        Provider.GEMINI,
        "https://generativelanguage.googleapis.com/v1beta",
        "gemini-2.5-flash");
    compatible(settings);
    strategy = strategy(settings);
    streamIdle =
        settings.duration("AI_STREAM_IDLE_TIMEOUT", Duration.ofSeconds(15), SHORTEST, LONGEST);
    patience =
        new Patience(
            settings.number("AI_RETRIES", 2, 0, 10),
            settings.duration(
                "AI_RETRY_BACKOFF",
                Duration.ofMillis(300),
                Duration.ofMillis(1),
                Duration.ofSeconds(30)),
            settings.number("AI_BREAKER_FAILURES", 5, 1, 1_000),
            settings.duration("AI_COOLDOWN", Duration.ofSeconds(30), SHORTEST, LONGEST));
    maxOutputTokens = settings.number("AI_MAX_OUTPUT_TOKENS", 2_048, 64, 65_536);
    prices = Prices.from(settings);
    memberDailyLimit =
        settings.optional("USER_DAILY_COST_LIMIT_USD", AiConfig::amount, "an amount such as 0.50");
    monthlyBudgets =
        settings.parsed(
            "AI_MAX_MONTHLY_COST_USD",
            Map.of(),
            AiConfig::budgets,
            "an amount for each provider, such as 100, or openai=100,gemini=20");
  }

  private void vendor(Settings settings, Provider provider, String url, String model) {
    String prefix = provider.name();
    Optional<Secret> key = settings.secret(prefix + "_API_KEY");
    Endpoint endpoint =
        new Endpoint(
            provider,
            settings.uri(prefix + "_BASE_URL", URI.create(url)),
            key.orElse(null),
            settings.text(prefix + "_MODEL", model),
            settings.duration(prefix + "_TIMEOUT", timeout, SHORTEST, LONGEST),
            true,
            true);
    if (key.isPresent()) {
      endpoints.put(provider, endpoint);
    }
  }

  private void compatible(Settings settings) {
    Optional<URI> url = settings.uri("AI_COMPATIBLE_BASE_URL");
    Optional<Secret> key = settings.secret("AI_COMPATIBLE_API_KEY");
    Optional<String> model = settings.text("AI_COMPATIBLE_MODEL");
    Duration own = settings.duration("AI_COMPATIBLE_TIMEOUT", timeout, SHORTEST, LONGEST);
    boolean schema = settings.flag("AI_COMPATIBLE_JSON_SCHEMA", false);
    boolean vision = settings.flag("AI_COMPATIBLE_VISION", false);
    if (url.isEmpty()) {
      return;
    }
    if (model.isEmpty()) {
      settings.problem("AI_COMPATIBLE_MODEL", "is needed with AI_COMPATIBLE_BASE_URL");
    }
    Provider provider = Provider.OPENAI_COMPATIBLE;
    endpoints.put(
        provider,
        new Endpoint(provider, url.get(), key.orElse(null), model.orElse(""), own, schema, vision));
  }

  private List<Provider> strategy(Settings settings) {
    Provider first = endpoints.keySet().stream().findFirst().orElse(Provider.LOCAL);
    Provider primary = settings.choice("AI_PROVIDER_STRATEGY_PRIMARY", first);
    Set<Provider> order = new LinkedHashSet<>();
    add(order, primary, "AI_PROVIDER_STRATEGY_PRIMARY", settings);
    for (String name : settings.list("AI_PROVIDER_STRATEGY_FALLBACKS", List.of())) {
      try {
        add(order, Provider.named(name), "AI_PROVIDER_STRATEGY_FALLBACKS", settings);
      } catch (IllegalArgumentException e) {
        settings.problem(
            "AI_PROVIDER_STRATEGY_FALLBACKS",
            "must be a comma-separated list of openai, anthropic, gemini, openai-compatible, local");
      }
    }
    return List.copyOf(order);
  }

  private void add(Set<Provider> order, Provider provider, String variable, Settings settings) {
    if (provider != Provider.LOCAL && !endpoints.containsKey(provider)) {
      settings.problem(
          variable,
          provider == Provider.OPENAI_COMPATIBLE
              ? "openai-compatible needs AI_COMPATIBLE_BASE_URL"
              : provider.wireName() + " needs " + provider.name() + "_API_KEY");
      return;
    }
    order.add(provider);
  }

  private static Map<Provider, BigDecimal> budgets(String text) {
    Map<Provider, BigDecimal> budgets = new EnumMap<>(Provider.class);
    if (!text.contains("=")) {
      BigDecimal each = amount(text);
      for (Provider provider : Provider.values()) {
        budgets.put(provider, each);
      }
      return budgets;
    }
    for (String part : text.split(",", -1)) {
      List<String> pair = new ArrayList<>(List.of(part.split("=", 2)));
      if (pair.size() != 2) {
        throw new IllegalArgumentException(part);
      }
      budgets.put(Provider.named(pair.get(0)), amount(pair.get(1)));
    }
    return budgets;
  }

  static BigDecimal amount(String text) {
    BigDecimal value = new BigDecimal(text.strip());
    if (value.signum() < 0) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  /** The primary provider and its fallbacks, in order. */
  List<Provider> strategy() {
    return strategy;
  }

  /** The provider, if its key (or base URL) is given; never for the local one. */
  Optional<Endpoint> endpoint(Provider provider) {
    return Optional.ofNullable(endpoints.get(provider));
  }

  /** How long a provider may take for one question, everything included. */
  Duration timeout(Provider provider) {
    return endpoint(provider).map(Endpoint::timeout).orElse(timeout);
  }

  /** How long a stream may be silent after its first piece. */
  Duration streamIdle() {
    return streamIdle;
  }

  Patience patience() {
    return patience;
  }

  /** How much a provider may write, its reasoning included. */
  int maxOutputTokens() {
    return maxOutputTokens;
  }

  Prices prices() {
    return prices;
  }

  /** What the calls for one member may cost in a UTC day, in US dollars. */
  Optional<BigDecimal> memberDailyLimit() {
    return memberDailyLimit;
  }

  /** What the calls of one provider may cost in a UTC month, in US dollars. */
  Optional<BigDecimal> monthlyBudget(Provider provider) {
    return Optional.ofNullable(monthlyBudgets.get(provider));
  }
}
