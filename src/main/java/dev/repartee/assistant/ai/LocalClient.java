package dev.repartee.assistant.ai;

import dev.repartee.assistant.knowledge.Passage;
import dev.repartee.assistant.knowledge.Playbook;
import dev.repartee.assistant.transcript.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The provider that needs no key and no network: it fills in templates of the playbook. */
@ApplicationScoped
class LocalClient implements ProviderClient {

  private static final Pattern WORD = Pattern.compile("\\s*\\S+");

  private final LocalWriter writer = new LocalWriter();
  private final Supplier<List<Passage>> templates;

  @Inject
  LocalClient(Instance<Playbook> playbooks) {
    this(() -> playbooks.stream().flatMap(book -> book.templates().stream()).toList());
  }

  LocalClient(Supplier<List<Passage>> templates) {
    this.templates = templates;
  }

  @Override
  public Provider provider() {
    return Provider.LOCAL;
  }

  @Override
  public String model() {
    return LocalWriter.MODEL;
  }

  @Override
  public boolean supports(Purpose purpose) {
    return purpose == Purpose.SUGGESTION || purpose == Purpose.OPENER;
  }

  @Override
  public Reply ask(Ask ask, Call call) {
    return switch (ask.purpose()) {
      case SUGGESTION -> reply(suggestion(ask.material()));
      case OPENER -> reply(opener(ask.material()));
      case PHASE, OCR -> throw new IllegalArgumentException(ask.purpose().wireName());
    };
  }

  @Override
  public Reply stream(Ask ask, Call call, Consumer<String> pieces) {
    Reply reply = ask(ask, call);
    Matcher words = WORD.matcher(reply.text());
    while (words.find()) {
      if (call.cancellation().cancelled()) {
        throw ProviderFailure.of(ProviderFailure.Kind.CANCELLED, "cancelled");
      }
      pieces.accept(words.group());
    }
    return reply;
  }

  private String suggestion(Material material) {
    Phase phase = material.phase() == null ? Phase.BRIDGE : material.phase();
    LocalSuggestion written =
        writer.suggest(
            material.transcript(), phase, material.style(), material.twist(), passages(material));
    return Json.createObjectBuilder()
        .add("text", written.text())
        .add("title", written.title())
        .add("tag", written.tag())
        .add("analysis", written.analysis())
        .add("basedOn", written.passageId())
        .build()
        .toString();
  }

  private String opener(Material material) {
    return writer
        .opener(
            material.style(),
            material.twist(),
            material.locale(),
            material.profile(),
            passages(material),
            UUID.randomUUID().toString())
        .text();
  }

  /** Everything that was found, and the rest of the playbook behind it. */
  private List<Passage> passages(Material material) {
    Map<String, Passage> byId = new LinkedHashMap<>();
    material.passages().forEach(passage -> byId.put(passage.id(), passage));
    templates.get().forEach(passage -> byId.putIfAbsent(passage.id(), passage));
    return List.copyOf(byId.values());
  }

  private static Reply reply(String text) {
    return new Reply(text, LocalWriter.MODEL, 0, 0, false);
  }
}
