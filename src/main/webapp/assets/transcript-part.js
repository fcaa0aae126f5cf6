// The confirmed transcript: react, copy, edit, delete, and add what was said next.

import { fill, h, icon, iconButton } from "./dom.js";
import { announce, asFailure, copyButton, noticePlace, toast } from "./feedback.js";
import { composer, messageEditor } from "./message-form.js";
import { reveal } from "./motion.js";
import { REACTIONS, markCopied, reacted, reactionButtons } from "./reactions.js";
import { authorName, otherAuthor } from "./words.js";

/**
 * The transcript as an element; `changed(messages)` hears of every change made here. `jump` leads on
 * to the suggestions where they stand below instead of beside.
 */
export function transcriptPart({ session, api, changed, jump }) {
  const notice = noticePlace();
  const list = h("ol", { class: "bubbles", "aria-label": "Transcript" });
  const empty = h("p", { class: "empty" }, "No messages yet. Add the first one below.");
  const heading = h("h2", { tabIndex: -1 }, "The conversation");
  let messages = [];
  let opened = null;
  let editing = null;

  const attempt = async (work, retry) => {
    notice.clear();
    try {
      return await work();
    } catch (thrown) {
      const failure = asFailure(thrown);
      notice.show(failure, failure.waitSeconds || failure.offline ? retry : undefined);
      reveal(notice.element);
      return undefined;
    }
  };
  const replace = (message) =>
    changed(messages.map((one) => (one.id === message.id ? { ...one, ...message } : one)));

  const send = (message, reaction) => api.reactToMessage(session.id, message.id, reaction);
  const react = (message, reaction) => attempt(async () => replace(await send(message, reaction)));
  // Quietly: a repaint would take the tick of the copy button away.
  const copied = async (message) =>
    Object.assign(message, await markCopied(message, (reaction) => send(message, reaction)));
  const remove = (message) =>
    attempt(async () => {
      await api.deleteMessage(session.id, message.id);
      opened = null;
      changed(messages.filter((one) => one.id !== message.id));
      heading.focus();
      toast("Message deleted.", {
        label: "Put it back at the end",
        action: () => add({ text: message.text, author: message.author }),
      });
    });
  const add = async (message) => {
    const added = await attempt(
      () => api.addMessage(session.id, message),
      () => add(message),
    );
    if (!added) return false;
    changed([...messages, added]);
    announce("Added to the conversation");
    reveal(list.lastElementChild);
    return true;
  };

  const tools = (message) =>
    h(
      "div",
      { class: "bubble-tools", role: "group", "aria-label": "This message" },
      reactionButtons(message, (reaction) => react(message, reaction)),
      copyButton(() => message.text, {
        className: "tool-button",
        after: () => copied(message),
      }),
      iconButton("pen", "Edit", () => {
        editing = message.id;
        show();
        list.querySelector(".bubble-editor textarea")?.focus();
      }),
      iconButton("trash", "Delete", () => remove(message)),
    );

  const editor = (message) =>
    messageEditor(message, {
      save: async (changes) => {
        const saved = await attempt(() => api.changeMessage(session.id, message.id, changes));
        if (saved) replace(saved);
        return saved;
      },
      close: () => {
        editing = null;
        show();
        list.querySelector(`[data-more="${message.id}"]`)?.focus();
      },
    });

  const row = (message) => {
    if (editing === message.id) {
      return h(
        "li",
        { class: "bubble-row editing", data: { author: message.author } },
        editor(message),
      );
    }
    const isOpen = opened === message.id;
    const marks = REACTIONS.filter(({ id }) => reacted(message, id));
    return h(
      "li",
      { class: "bubble-row", data: { author: message.author, id: message.id } },
      h("span", { class: "unseen" }, `${authorName(message.author)}: `),
      h(
        "div",
        { class: "bubble-line" },
        h(
          "p",
          { class: `bubble ${message.author}` },
          message.text,
          marks.length > 0 &&
            h(
              "span",
              { class: "marks" },
              marks.map(({ on, label }) =>
                h(
                  "span",
                  { class: "mark", title: label },
                  icon(on),
                  h("span", { class: "unseen" }, `${label}d`),
                ),
              ),
            ),
        ),
        h(
          "button",
          {
            type: "button",
            class: "icon-button more-button",
            "aria-label": `More for “${message.text.slice(0, 40)}”`,
            "aria-expanded": String(isOpen),
            data: { more: message.id },
            onClick: () => {
              opened = isOpen ? null : message.id;
              show();
              list.querySelector(`[data-more="${message.id}"]`)?.focus();
            },
          },
          icon("more"),
        ),
      ),
      isOpen && tools(message),
    );
  };

  const show = () => {
    const active = list.contains(document.activeElement) ? document.activeElement : null;
    const tool = active?.dataset.tool;
    fill(list, messages.map(row));
    if (tool) list.querySelector(`[data-tool="${tool}"]`)?.focus();
    empty.hidden = messages.length > 0;
  };

  const next = composer({ add });
  const update = (fresh) => {
    messages = [...(fresh.messages ?? [])].sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
    // A repaint would take away what is being typed into an editor.
    if (
      editing &&
      messages.some(({ id }) => id === editing) &&
      list.querySelector(".bubble-editor")
    )
      return;
    const last = messages.at(-1)?.author;
    if (last) next.propose(otherAuthor(last));
    show();
  };
  update(session);
  return {
    heading,
    element: h(
      "section",
      { class: "work talk" },
      h(
        "div",
        { class: "work-head" },
        heading,
        h(
          "button",
          { type: "button", class: "link-button jump", onClick: jump },
          "What to say next",
          icon("down"),
        ),
      ),
      list,
      empty,
      notice.element,
      next.element,
    ),
    update,
    add,
  };
}
