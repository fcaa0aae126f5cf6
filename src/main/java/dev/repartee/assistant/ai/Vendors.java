package dev.repartee.assistant.ai;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.repartee.assistant.ai.AiConfig.Endpoint;
import dev.repartee.foundation.config.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Builds the clients of remote providers, once each. LangChain4j's own retries are off, because
 * ours know the deadline; its own logging is off, because it would write people's words.
 */
final class Vendors {

  private final VendorHttp http;
  private final int maxOutputTokens;

  Vendors(VendorHttp http, int maxOutputTokens) {
    this.http = http;
    this.maxOutputTokens = maxOutputTokens;
  }

  ProviderClient client(Endpoint endpoint) {
    return switch (endpoint.provider()) {
      case OPENAI -> openAi(endpoint, false);
      case OPENAI_COMPATIBLE -> openAi(endpoint, true);
      case ANTHROPIC -> anthropic(endpoint);
      case GEMINI -> gemini(endpoint);
      case LOCAL -> throw new IllegalArgumentException("local is not remote");
    };
  }

  /**
   * OpenAI's newer models only take {@code max_completion_tokens}, and some refuse any temperature;
   * older servers that are compatible with it only know {@code max_tokens}.
   */
  private ProviderClient openAi(Endpoint endpoint, boolean compatible) {
    var whole =
        OpenAiChatModel.builder()
            .httpClientBuilder(new Fixed(http))
            .baseUrl(endpoint.baseUrl().toString())
            .apiKey(reveal(endpoint.apiKey()))
            .modelName(endpoint.model())
            .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
            .strictJsonSchema(true)
            .maxRetries(0);
    var streaming =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(new Fixed(http))
            .baseUrl(endpoint.baseUrl().toString())
            .apiKey(reveal(endpoint.apiKey()))
            .modelName(endpoint.model());
    if (compatible) {
      whole.maxTokens(maxOutputTokens);
      streaming.maxTokens(maxOutputTokens);
    } else {
      whole.maxCompletionTokens(maxOutputTokens);
      streaming.maxCompletionTokens(maxOutputTokens);
    }
    return new LangChainClient(endpoint, whole.build(), streaming.build());
  }

  private ProviderClient anthropic(Endpoint endpoint) {
    return new LangChainClient(
        endpoint,
        AnthropicChatModel.builder()
            .httpClientBuilder(new Fixed(http))
            .baseUrl(endpoint.baseUrl().toString())
            .apiKey(reveal(endpoint.apiKey()))
            .modelName(endpoint.model())
            .maxTokens(maxOutputTokens)
            .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
            .maxRetries(0)
            .build(),
        AnthropicStreamingChatModel.builder()
            .httpClientBuilder(new Fixed(http))
            .baseUrl(endpoint.baseUrl().toString())
            .apiKey(reveal(endpoint.apiKey()))
            .modelName(endpoint.model())
            .maxTokens(maxOutputTokens)
            .build());
  }

  private ProviderClient gemini(Endpoint endpoint) {
    return new LangChainClient(
        endpoint,
        GoogleAiGeminiChatModel.builder()
            .httpClientBuilder(new Fixed(http))
            .baseUrl(endpoint.baseUrl().toString())
            .apiKey(reveal(endpoint.apiKey()))
            .modelName(endpoint.model())
            .maxOutputTokens(maxOutputTokens)
            .maxRetries(0)
            .build(),
        GoogleAiGeminiStreamingChatModel.builder()
            .httpClientBuilder(new Fixed(http))
            .baseUrl(endpoint.baseUrl().toString())
            .apiKey(reveal(endpoint.apiKey()))
            .modelName(endpoint.model())
            .maxOutputTokens(maxOutputTokens)
            .build());
  }

  private static @Nullable String reveal(@Nullable Secret key) {
    return key == null ? null : key.reveal();
  }

  /** Gives every model the one client; the time-outs are in the call. */
  private record Fixed(HttpClient client) implements HttpClientBuilder {

    @Override
    public @Nullable Duration connectTimeout() {
      return null;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
      return this;
    }

    @Override
    public @Nullable Duration readTimeout() {
      return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
      return this;
    }

    @Override
    public HttpClient build() {
      return client;
    }
  }
}
