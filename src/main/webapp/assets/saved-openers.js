// The openers that were kept: copy, react, delete.

import { confirmed } from "./dialogs.js";
import { fill, h, iconButton } from "./dom.js";
import { asFailure, copyButton, noticePlace, toast } from "./feedback.js";
import { markCopied, reactionButtons } from "./reactions.js";
import { ago, capital } from "./words.js";

const PAGE = 10;

/** The list as an element, with `refresh` and `put` for a new one. */
export function savedOpeners(api) {
  const notice = noticePlace();
  const list = h("ul", { class: "openers" });
  const empty = h("p", { class: "empty", hidden: true }, "Finished openers are kept here.");
  const more = h(
    "button",
    { type: "button", class: "button quiet", hidden: true, onClick: () => load(true) },
    "Show more",
  );
  const title = h("h2", { tabIndex: -1 }, "Saved openers");
  let openers = [];
  let cursor;

  const attempt = async (work, retry) => {
    notice.clear();
    try {
      await work();
    } catch (thrown) {
      notice.show(asFailure(thrown), retry);
    }
  };
  const load = (further) =>
    attempt(
      async () => {
        const page = await api.openers({ limit: PAGE, cursor: further ? cursor : undefined });
        const known = new Set(further ? openers.map(({ id }) => id) : []);
        openers = further
          ? [...openers, ...page.items.filter(({ id }) => !known.has(id))]
          : page.items;
        cursor = page.nextCursor;
        show();
      },
      () => load(further),
    );
  const replace = (opener) => {
    openers = openers.map((one) => (one.id === opener.id ? { ...one, ...opener } : one));
    show();
  };
  const send = (opener, reaction) => api.reactToOpener(opener.id, reaction);
  const react = (opener, reaction) => attempt(async () => replace(await send(opener, reaction)));
  // Quietly: a repaint would take the tick of the copy button away.
  const copied = async (opener) =>
    Object.assign(opener, await markCopied(opener, (reaction) => send(opener, reaction)));
  const remove = (opener) =>
    attempt(async () => {
      const sure = await confirmed({
        title: "Delete this opener?",
        text: "It can not be brought back.",
        yes: "Delete",
      });
      if (!sure) return;
      await api.deleteOpener(opener.id);
      openers = openers.filter((one) => one.id !== opener.id);
      show();
      title.focus();
      toast("Opener deleted.");
    });

  const row = (opener) =>
    h(
      "li",
      { class: "opener", data: { id: opener.id } },
      h("p", { class: "opener-text", lang: opener.locale }, opener.text),
      opener.twist && h("p", { class: "small soft" }, `Twist: ${opener.twist}`),
      h(
        "div",
        { class: "opener-end" },
        h(
          "p",
          { class: "made small" },
          opener.style && h("span", {}, capital(opener.style)),
          h("span", {}, [opener.provider, opener.model].filter(Boolean).join(" · ")),
          h("time", { datetime: opener.createdAt }, ago(opener.createdAt)),
        ),
        h(
          "div",
          { class: "row-tools" },
          reactionButtons(opener, (reaction) => react(opener, reaction)),
          copyButton(() => opener.text, { className: "tool-button", after: () => copied(opener) }),
          iconButton("trash", "Delete", () => remove(opener)),
        ),
      ),
    );
  const show = () => {
    const tool = list.contains(document.activeElement) ? document.activeElement.dataset.tool : null;
    fill(list, openers.map(row));
    if (tool) list.querySelector(`[data-tool="${tool}"]`)?.focus();
    empty.hidden = openers.length > 0;
    more.hidden = !cursor;
  };

  return {
    element: h("section", { class: "saved" }, title, notice.element, list, empty, more),
    refresh: () => load(false),
    put(opener) {
      openers = [opener, ...openers.filter(({ id }) => id !== opener.id)];
      show();
    },
  };
}
