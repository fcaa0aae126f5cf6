package dev.repartee.assistant.ai;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.repartee.assistant.ai.AiConfig.Endpoint;
import dev.repartee.assistant.ai.ProviderFailure.Kind;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A remote provider, in the words of its vendor as LangChain4j speaks them. */
final class LangChainClient implements ProviderClient {

  private final Endpoint endpoint;
  private final ChatModel chat;
  private final StreamingChatModel streaming;

  LangChainClient(Endpoint endpoint, ChatModel chat, StreamingChatModel streaming) {
    this.endpoint = endpoint;
    this.chat = chat;
    this.streaming = streaming;
  }

  @Override
  public Provider provider() {
    return endpoint.provider();
  }

  @Override
  public String model() {
    return endpoint.model();
  }

  @Override
  public boolean supports(Purpose purpose) {
    return purpose != Purpose.OCR || endpoint.vision();
  }

  @Override
  public Reply ask(Ask ask, Call call) {
    ChatRequest request = request(ask);
    ChatResponse response;
    try {
      response = VendorHttp.within(call, () -> chat.chat(request));
    } catch (RuntimeException e) {
      // What is not one of ours is LangChain4j stumbling over a body it did not expect.
      throw ProviderFailure.in(e, Kind.UNUSABLE);
    }
    return checked(response, reply(response, text(response), request));
  }

  @Override
  public Reply stream(Ask ask, Call call, Consumer<String> pieces) {
    ChatRequest request = request(ask);
    Pieces handler = new Pieces(call, pieces);
    try {
      VendorHttp.within(
          call,
          () -> {
            streaming.chat(request, handler);
            return handler;
          });
    } catch (RuntimeException e) {
      throw interrupted(handler, request, ProviderFailure.in(e, Kind.UNUSABLE));
    }
    if (call.cancellation().cancelled()) {
      throw interrupted(handler, request, ProviderFailure.of(Kind.CANCELLED, "cancelled"));
    }
    Throwable failure = handler.failure;
    if (failure != null) {
      throw interrupted(handler, request, ProviderFailure.in(failure, Kind.UNREACHABLE));
    }
    ChatResponse response = handler.response;
    if (response == null || response.finishReason() == null) {
      ProviderFailure cut = ProviderFailure.of(Kind.UNREACHABLE, "the stream ended before its end");
      throw interrupted(handler, request, cut);
    }
    return checked(response, reply(response, handler.text.toString(), request));
  }

  /** A stream that stopped half-way was paid for up to there. */
  private ProviderFailure interrupted(
      Pieces handler, ChatRequest request, ProviderFailure failure) {
    return handler.text.isEmpty()
        ? failure
        : failure.after(
            Reply.estimated(handler.text.toString(), endpoint.model(), characters(request)));
  }

  private Reply reply(ChatResponse response, String text, ChatRequest request) {
    String model = response.modelName() == null ? endpoint.model() : response.modelName();
    TokenUsage usage = response.tokenUsage();
    if (usage == null || usage.inputTokenCount() == null || usage.outputTokenCount() == null) {
      return Reply.estimated(text, model, characters(request));
    }
    return new Reply(text, model, usage.inputTokenCount(), usage.outputTokenCount(), false);
  }

  private static Reply checked(ChatResponse response, Reply reply) {
    if (response.finishReason() == FinishReason.CONTENT_FILTER) {
      throw ProviderFailure.unusable("the provider declined to answer", reply);
    }
    if (reply.text().isBlank()) {
      throw ProviderFailure.unusable("it is empty", reply);
    }
    return reply;
  }

  private static String text(ChatResponse response) {
    String text = response.aiMessage() == null ? null : response.aiMessage().text();
    return text == null ? "" : text;
  }

  private ChatRequest request(Ask ask) {
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(SystemMessage.from(Prompts.rules(ask.purpose())));
    messages.add(user(ask));
    if (ask.repair() != null) {
      String answer = ask.repair().answer();
      messages.add(AiMessage.from(answer.isBlank() ? "(no answer)" : answer));
      messages.add(UserMessage.from(Prompts.repair(ask.repair().fault())));
    }
    ChatRequest.Builder request = ChatRequest.builder().messages(messages);
    if (endpoint.jsonSchema()) {
      Schemas.of(ask.purpose()).ifPresent(request::responseFormat);
    }
    return request.build();
  }

  private static UserMessage user(Ask ask) {
    Ask.Image image = ask.image();
    if (image == null) {
      return UserMessage.from(Prompts.document(ask.material()));
    }
    // OpenAI looks at a thumbnail unless it is told otherwise; that is too small to read.
    return UserMessage.from(
        ImageContent.from(
            Base64.getEncoder().encodeToString(image.bytes()),
            image.contentType(),
            ImageContent.DetailLevel.HIGH),
        TextContent.from("The screenshot to read."));
  }

  private static int characters(ChatRequest request) {
    int characters = 0;
    for (ChatMessage message : request.messages()) {
      if (message instanceof SystemMessage system) {
        characters += system.text().length();
      } else if (message instanceof UserMessage user && user.hasSingleText()) {
        characters += user.singleText().length();
      }
    }
    return characters;
  }

  /** Collects a stream; LangChain4j swallows what a handler throws, so it must not throw. */
  private static final class Pieces implements StreamingChatResponseHandler {

    final StringBuilder text = new StringBuilder();
    @Nullable ChatResponse response;
    @Nullable Throwable failure;
    private final Call call;
    private final Consumer<String> pieces;

    Pieces(Call call, Consumer<String> pieces) {
      this.call = call;
      this.pieces = pieces;
    }

    @Override
    public void onPartialResponse(String piece) {
      if (piece.isEmpty() || call.cancellation().cancelled() || failure != null) {
        return;
      }
      call.progressed();
      text.append(piece);
      pieces.accept(piece);
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
      response = complete;
    }

    @Override
    public void onError(Throwable thrown) {
      if (failure == null) {
        failure = thrown;
      }
    }
  }
}
