package dev.repartee.assistant.ai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.repartee.foundation.config.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AiConfigTest {

  private static AiConfig valid(Map<String, String> values) {
    Settings settings = Settings.of(values);
    AiConfig config = new AiConfig(settings);
    assertEquals(List.of(), settings.problems());
    return config;
  }

  @Test
  void withoutAnyKeyTheLocalProviderAnswers() {
    AiConfig config = valid(Map.of());
    assertEquals(List.of(Provider.LOCAL), config.strategy());
    assertEquals(Duration.ofSeconds(30), config.timeout(Provider.LOCAL));
    assertEquals(Duration.ofSeconds(15), config.streamIdle());
    assertEquals(2_048, config.maxOutputTokens());
    assertEquals(Optional.empty(), config.memberDailyLimit());
    assertEquals(Optional.empty(), config.monthlyBudget(Provider.OPENAI));
    assertEquals(
        new AiConfig.Patience(2, Duration.ofMillis(300), 5, Duration.ofSeconds(30)),
        config.patience());
  }

  @Test
  void theFirstProviderWithAKeyIsThePrimary() {
    assertEquals(
        List.of(Provider.ANTHROPIC),
        valid(Map.of("GEMINI_API_KEY", "g", "ANTHROPIC_API_KEY", "a")).strategy());
  }

  @Test
  void everyVariableIsRead() {
    AiConfig config =
        valid(
            Map.ofEntries(
                Map.entry("OPENAI_API_KEY", "o"),
                Map.entry("OPENAI_BASE_URL", "https://proxy.example/v1"),
                Map.entry("OPENAI_MODEL", "gpt-5"),
                Map.entry("OPENAI_TIMEOUT", "7s"),
                Map.entry("AI_COMPATIBLE_BASE_URL", "http://localhost:1234/v1"),
                Map.entry("AI_COMPATIBLE_MODEL", "llama"),
                Map.entry("AI_COMPATIBLE_JSON_SCHEMA", "true"),
                Map.entry("AI_COMPATIBLE_VISION", "true"),
                Map.entry("AI_PROVIDER_STRATEGY_PRIMARY", "openai-compatible"),
                Map.entry("AI_PROVIDER_STRATEGY_FALLBACKS", "openai, local, openai"),
                Map.entry("AI_TIMEOUT", "9s"),
                Map.entry("AI_STREAM_IDLE_TIMEOUT", "3s"),
                Map.entry("AI_RETRIES", "0"),
                Map.entry("AI_RETRY_BACKOFF", "1s"),
                Map.entry("AI_BREAKER_FAILURES", "9"),
                Map.entry("AI_COOLDOWN", "2m"),
                Map.entry("AI_MAX_OUTPUT_TOKENS", "512"),
                Map.entry("AI_PRICES", "llama=1/2"),
                Map.entry("USER_DAILY_COST_LIMIT_USD", "0.50"),
                Map.entry("AI_MAX_MONTHLY_COST_USD", "openai=10, gemini=2.5")));
    assertEquals(
        List.of(Provider.OPENAI_COMPATIBLE, Provider.OPENAI, Provider.LOCAL), config.strategy());
    AiConfig.Endpoint openAi = config.endpoint(Provider.OPENAI).orElseThrow();
    assertEquals("https://proxy.example/v1", openAi.baseUrl().toString());
    assertEquals("gpt-5", openAi.model());
    assertEquals(Duration.ofSeconds(7), config.timeout(Provider.OPENAI));
    AiConfig.Endpoint compatible = config.endpoint(Provider.OPENAI_COMPATIBLE).orElseThrow();
    assertTrue(compatible.jsonSchema() && compatible.vision());
    assertEquals(Duration.ofSeconds(9), config.timeout(Provider.OPENAI_COMPATIBLE));
    assertEquals(Duration.ofSeconds(3), config.streamIdle());
    assertEquals(
        new AiConfig.Patience(0, Duration.ofSeconds(1), 9, Duration.ofMinutes(2)),
        config.patience());
    assertEquals(512, config.maxOutputTokens());
    assertEquals(new BigDecimal("3.000000"), config.prices().of("llama", 1_000_000, 1_000_000));
    assertEquals(Optional.of(new BigDecimal("0.50")), config.memberDailyLimit());
    assertEquals(Optional.of(new BigDecimal("2.5")), config.monthlyBudget(Provider.GEMINI));
    assertEquals(Optional.empty(), config.monthlyBudget(Provider.ANTHROPIC));
  }

  @ParameterizedTest
  @CsvSource({
    "AI_PROVIDER_STRATEGY_PRIMARY, openai",
    "AI_PROVIDER_STRATEGY_PRIMARY, somebody",
    "AI_PROVIDER_STRATEGY_FALLBACKS, gemini",
    "AI_PROVIDER_STRATEGY_FALLBACKS, somebody",
    "AI_TIMEOUT, soon",
    "AI_TIMEOUT, 1ms",
    "AI_RETRIES, 11",
    "AI_PRICES, gpt-5",
    "AI_PRICES, gpt-5=1",
    "AI_PRICES, gpt-5=-1/2",
    "USER_DAILY_COST_LIMIT_USD, -1",
    "AI_MAX_MONTHLY_COST_USD, much",
    "AI_MAX_MONTHLY_COST_USD, somebody=1",
    "OPENAI_BASE_URL, localhost",
  })
  void everyBadValueIsToldByName(String name, String value) {
    Settings settings = Settings.of(Map.of(name, value));
    var unused = new AiConfig(settings);
    assertEquals(1, settings.problems().size(), settings.problems().toString());
    assertTrue(settings.problems().get(0).startsWith(name + ": "), settings.problems().toString());
  }

  @Test
  void aCompatibleServerNeedsAModel() {
    Settings settings = Settings.of(Map.of("AI_COMPATIBLE_BASE_URL", "http://localhost:1/v1"));
    var unused = new AiConfig(settings);
    assertEquals(
        List.of("AI_COMPATIBLE_MODEL: is needed with AI_COMPATIBLE_BASE_URL"), settings.problems());
  }
}
