// Openers: a first message that streams in word by word.

import { Failure } from "./api.js";
import { busyWhile, fill, h, icon, newId } from "./dom.js";
import { announce, copyButton, noticePlace } from "./feedback.js";
import { reveal } from "./motion.js";
import { savedOpeners } from "./saved-openers.js";
import { wishFields } from "./wish-form.js";

const SOCKET_WITHIN_MS = 3_000;
const LANGUAGES = [
  ["en", "English"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["es", "Español"],
  ["it", "Italiano"],
  ["pt", "Português"],
];

/** Renders the openers into `main`; answers how to leave them. */
export function openerView(main, { api, live }) {
  document.title = "Openers · Repartee";
  const wish = wishFields({
    twistPlaceholder: "We both know Sam. It is raining. Nothing about work.",
  });
  const [profileId, languageId] = [newId("profile"), newId("language")];
  const profile = h("textarea", {
    id: profileId,
    rows: "3",
    maxLength: 2_000,
    placeholder: "Bakes on Sundays, climbs badly, has a cat called Professor.",
  });
  const mine = navigator.language.slice(0, 2);
  const language = h(
    "select",
    { id: languageId },
    LANGUAGES.map(([id, name]) =>
      h("option", { value: id, lang: id, selected: id === mine }, name),
    ),
  );
  const notice = noticePlace();
  const saved = savedOpeners(api);
  const words = h("span", {});
  const caret = h("span", { class: "caret", "aria-hidden": "true" });
  const state = h("p", { class: "small stream-state" });
  const stop = h(
    "button",
    { type: "button", class: "button quiet small", hidden: true, onClick: () => cancel() },
    icon("stop"),
    "Stop",
  );
  const copyIt = h(
    "span",
    { hidden: true },
    copyButton(() => words.textContent, { className: "button primary small" }),
  );
  const stage = h(
    "div",
    { class: "stage", data: { state: "idle" } },
    h("p", { class: "stage-text" }, words, caret),
    h("div", { class: "stage-end" }, state, h("div", { class: "buttons" }, copyIt, stop)),
  );
  let running = null;

  const set = (name, text) => {
    stage.dataset.state = name;
    stage.setAttribute("aria-busy", String(name === "streaming"));
    state.textContent = text;
    stop.hidden = name !== "streaming";
    copyIt.hidden = name !== "done";
  };
  const done = (opener) => {
    running = null;
    if (opener?.text) words.textContent = opener.text;
    set("done", "Saved below.");
    announce(`Opener: ${words.textContent}`);
    if (opener) saved.put(opener);
    else saved.refresh();
  };
  const broken = (failure) => {
    running = null;
    const begun = words.textContent !== "";
    set(begun ? "stopped" : "idle", begun ? "It broke off here and was not saved." : "");
    notice.show(failure, generate);
  };
  const cancel = () => {
    running?.();
    running = null;
    set(
      words.textContent ? "stopped" : "idle",
      words.textContent ? "Stopped. It was not saved." : "",
    );
    announce("Stopped");
    button.focus();
  };

  const generate = () =>
    busyWhile(button, async () => {
      if (running) running();
      notice.clear();
      fill(words);
      set("streaming", "Writing…");
      reveal(stage);
      announce("Writing an opener");
      const asked = {
        ...wish.value,
        locale: language.value,
        profile: profile.value.trim() || undefined,
      };
      let left = false;
      const aborter = new AbortController();
      running = () => {
        left = true;
        aborter.abort();
      };
      const usable = await live.usable(SOCKET_WITHIN_MS);
      if (left) return;
      if (usable) {
        running = live.generate(asked, {
          chunk: (content) => words.append(h("span", { class: "chunk" }, content)),
          complete: done,
          error: (event) =>
            broken(
              new Failure({
                status: 502,
                code: event.code,
                message: event.message ?? "The opener could not be finished.",
              }),
            ),
        });
        return;
      }
      try {
        done(await api.generateOpener(asked, aborter.signal));
      } catch (failure) {
        if (!left) broken(failure);
      }
    });

  const button = h(
    "button",
    { class: "button primary", data: { act: "generate" } },
    icon("spark"),
    "Write an opener",
  );
  fill(
    main,
    h(
      "div",
      { class: "opening" },
      h(
        "section",
        { class: "opening-wish", "aria-labelledby": "opening-title" },
        h("h1", { id: "opening-title", class: "display", tabIndex: -1 }, "A first line"),
        h("p", { class: "lead" }, "For when there is no conversation yet."),
        h(
          "form",
          {
            onSubmit: (event) => {
              event.preventDefault();
              generate();
            },
          },
          wish.element,
          h(
            "div",
            { class: "field" },
            h(
              "label",
              { htmlFor: profileId },
              "About them ",
              h("span", { class: "soft" }, "(optional)"),
            ),
            profile,
          ),
          h(
            "div",
            { class: "field narrow" },
            h("label", { htmlFor: languageId }, "Language"),
            language,
          ),
          button,
        ),
      ),
      h(
        "section",
        { class: "opening-stage", "aria-label": "The opener" },
        stage,
        notice.element,
        saved.element,
      ),
    ),
  );
  set("idle", "");
  live.start();
  saved.refresh();
  return () => running?.();
}
