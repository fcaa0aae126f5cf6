// What to say next: the wish, the suggestion with its reasons and sources, and other takes on it.

import { Failure } from "./api.js";
import { busyWhile, fill, h, icon, iconButton } from "./dom.js";
import { announce, copyButton, noticePlace } from "./feedback.js";
import { phaseTrack } from "./phase-track.js";
import { reveal } from "./motion.js";
import { STYLES, capital } from "./words.js";
import { wishFields } from "./wish-form.js";

const fingerprint = (session) =>
  JSON.stringify((session.messages ?? []).map(({ text, author }) => [text, author]));

function sourcesOf({ sources }) {
  if (!sources?.length) return null;
  return h(
    "details",
    { class: "sources" },
    h("summary", {}, sources.length === 1 ? "1 source" : `${sources.length} sources`),
    h(
      "ol",
      {},
      sources.map(({ title, excerpt }) => h("li", {}, h("strong", {}, title), h("p", {}, excerpt))),
    ),
  );
}

/** The panel beside the transcript. `use(text)` adds a suggestion as one's own message. */
export function suggestionPart({ session, api, use, phase }) {
  const wish = wishFields({
    twistPlaceholder: "Mention the pottery class. Keep it under ten words.",
  });
  const notice = noticePlace();
  const place = h("div", { class: "take-place" });
  const takes = [];
  const gone = new AbortController();
  let at = -1;
  let now = session;

  const card = (take) => {
    const { suggestion, style } = take;
    const words = h("blockquote", { class: "take-text" }, suggestion.text);
    const useIt = h(
      "button",
      {
        type: "button",
        class: "button quiet",
        onClick: () => busyWhile(useIt, () => use(suggestion.text)),
      },
      icon("plus"),
      "I sent this",
    );
    const made = [suggestion.provider, suggestion.model].filter(Boolean);
    return h(
      "article",
      { class: "take", "aria-label": "Suggestion", tabIndex: -1 },
      h(
        "div",
        { class: "take-head" },
        h(
          "div",
          {},
          suggestion.tag && h("p", { class: "tag" }, suggestion.tag),
          h("h3", {}, suggestion.title),
        ),
        takes.length > 1 &&
          h(
            "div",
            { class: "pager" },
            iconButton("back", "Earlier take", () => turn(-1), {
              "aria-disabled": String(at === 0),
            }),
            h("span", { class: "small" }, `${at + 1} of ${takes.length}`),
            iconButton("back", "Later take", () => turn(1), {
              class: "icon-button flip",
              "aria-disabled": String(at === takes.length - 1),
            }),
          ),
      ),
      words,
      take.of !== fingerprint(now) &&
        h("p", { class: "hint small" }, "The conversation has gone on since this was suggested."),
      h(
        "div",
        { class: "buttons" },
        copyButton(() => suggestion.text, { className: "button primary" }),
        useIt,
        h(
          "button",
          { type: "button", class: "button quiet", onClick: () => another(style) },
          icon("again"),
          "Another take",
        ),
      ),
      h("section", { class: "why" }, h("h4", {}, "Why it works"), h("p", {}, suggestion.analysis)),
      phaseTrack(suggestion.phase),
      sourcesOf(suggestion),
      h(
        "p",
        { class: "made small" },
        made.length > 0 && h("span", {}, `By ${made.join(" · ")}`),
        style && h("span", {}, capital(style)),
        suggestion.cached && h("span", { class: "cached" }, "From cache"),
      ),
    );
  };

  const show = () => fill(place, at >= 0 ? card(takes[at]) : introduction());
  const turn = (by) => {
    const to = at + by;
    if (to < 0 || to >= takes.length) return;
    at = to;
    show();
    [...place.querySelectorAll(".pager button")][by < 0 ? 0 : 1]?.focus();
    announce(`Take ${at + 1} of ${takes.length}: ${takes[at].suggestion.text}`);
  };
  const introduction = () =>
    h(
      "p",
      { class: "empty take-empty" },
      "Pick a style or leave it open. The suggestion comes with its reasons, so that you can make it your own.",
    );

  const suggest = async () => {
    notice.clear();
    if (!now.messages?.length) {
      notice.show(
        new Failure({
          status: 400,
          message: "Add at least one message to the conversation first.",
        }),
      );
      return;
    }
    const asked = wish.value;
    const of = fingerprint(now);
    fill(
      place,
      h("div", { class: "take thinking", "aria-hidden": "true" }, h("span"), h("span"), h("span")),
    );
    announce("Thinking about what to say next");
    try {
      const suggestion = await busyWhile(button, () => api.suggest(session.id, asked, gone.signal));
      if (!suggestion) return;
      takes.push({ suggestion, of, style: asked.aiStyle });
      at = takes.length - 1;
      show();
      reveal(place.firstElementChild);
      announce(`Suggestion: ${suggestion.text}`);
      phase(suggestion.phase);
    } catch (failure) {
      if (gone.signal.aborted) return;
      show();
      notice.show(failure, failure.status === 400 ? undefined : suggest);
    }
  };

  // The same wish would be answered from the cache; another take therefore means another style.
  const another = (style) => {
    const of = fingerprint(now);
    const used = new Set(takes.filter((take) => take.of === of).map((take) => take.style));
    const start = STYLES.indexOf(style) + 1;
    const order = STYLES.map((_, index) => STYLES[(start + index) % STYLES.length]);
    wish.style = order.find((one) => !used.has(one)) ?? order[0];
    suggest();
  };

  const button = h(
    "button",
    { class: "button primary wide", data: { act: "suggest" } },
    icon("spark"),
    "Suggest",
  );
  const heading = h("h2", { id: "suggest-title", tabIndex: -1 }, "What to say next");
  show();
  return {
    heading,
    element: h(
      "aside",
      { class: "suggest card", "aria-labelledby": "suggest-title" },
      heading,
      h(
        "form",
        {
          onSubmit: (event) => {
            event.preventDefault();
            suggest();
          },
        },
        wish.element,
        button,
      ),
      notice.element,
      place,
    ),
    update(fresh) {
      const before = fingerprint(now);
      now = fresh;
      if (before !== fingerprint(now) && at >= 0 && !place.querySelector(".thinking")) show();
    },
    leave: () => gone.abort(),
  };
}
