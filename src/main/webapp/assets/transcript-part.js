// The confirmed transcript: react, copy, edit, delete, and add what was said next.

import { busyWhile, fill, growing, h, icon, iconButton, newId } from "./dom.js";
import { announce, copyButton, noticePlace, toast, asFailure } from "./feedback.js";
import { reveal } from "./motion.js";
import { authorName, otherAuthor } from "./words.js";

const LONGEST = 4_000;
const REACTIONS = [
  { id: "LIKED", off: "like", on: "liked", label: "Like" },
  { id: "DISLIKED", off: "dislike", on: "dislike", label: "Dislike" },
  { id: "PINNED", off: "pin", on: "pinned", label: "Pin" },
];

const reacted = (message, id) => (message.reactions ?? []).includes(id);

/** A choice between the two authors. */
function authorChoice(chosen) {
  const name = newId("author");
  const radios = ["contact", "user"].map((author) => {
    const id = newId("author");
    return [
      h("input", { type: "radio", id, name, value: author, checked: author === chosen }),
      h("label", { htmlFor: id }, authorName(author)),
    ];
  });
  const element = h(
    "fieldset",
    { class: "author-choice" },
    h("legend", { class: "unseen" }, "Said by"),
    radios,
  );
  return {
    element,
    get value() {
      return element.querySelector("input:checked").value;
    },
    set value(author) {
      element.querySelector(`input[value="${author}"]`).checked = true;
    },
  };
}

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

  const react = (message, reaction) =>
    attempt(async () => replace(await api.reactToMessage(session.id, message.id, reaction)));
  const copied = (message) => {
    // A reaction toggles, so the mark is set only once.
    if (!reacted(message, "COPIED_TO_CLIPBOARD")) {
      api.reactToMessage(session.id, message.id, "COPIED_TO_CLIPBOARD").then(replace, () => {});
    }
  };
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

  const editor = (message) => {
    const author = authorChoice(message.author);
    const area = growing(
      h("textarea", {
        rows: "2",
        maxLength: LONGEST,
        value: message.text,
        "aria-label": "Text of the message",
      }),
    );
    const save = h("button", { class: "button primary small" }, "Save");
    const close = () => {
      editing = null;
      show();
      list.querySelector(`[data-more="${message.id}"]`)?.focus();
    };
    const form = h(
      "form",
      {
        class: "bubble-editor",
        onSubmit: async (event) => {
          event.preventDefault();
          const text = area.value.trim();
          if (!text) {
            area.focus();
            return;
          }
          const changes = { text, author: author.value };
          const saved = await attempt(() =>
            busyWhile(save, () => api.changeMessage(session.id, message.id, changes)),
          );
          if (!saved) return;
          replace(saved);
          close();
        },
        onKeydown: (event) => {
          if (event.key === "Escape") close();
          else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
        },
      },
      author.element,
      area,
      h(
        "div",
        { class: "buttons" },
        save,
        h("button", { type: "button", class: "button quiet small", onClick: close }, "Cancel"),
      ),
    );
    return { form, area };
  };

  const tools = (message) =>
    h(
      "div",
      { class: "bubble-tools", role: "group", "aria-label": "This message" },
      REACTIONS.map(({ id, on, off, label }) =>
        iconButton(reacted(message, id) ? on : off, label, () => react(message, id), {
          "aria-pressed": String(reacted(message, id)),
          data: { tool: id },
        }),
      ),
      copyButton(() => message.text, {
        label: "Copy",
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

  const row = (message) => {
    if (editing === message.id) {
      return h(
        "li",
        { class: "bubble-row editing", data: { author: message.author } },
        editor(message).form,
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

  const nextAuthor = authorChoice("contact");
  const areaId = newId("next");
  const area = growing(
    h("textarea", {
      id: areaId,
      rows: "1",
      maxLength: LONGEST,
      placeholder: "What was said next?",
    }),
  );
  const send = h("button", { class: "button quiet" }, icon("plus"), "Add");
  const composer = h(
    "form",
    {
      class: "composer",
      onSubmit: async (event) => {
        event.preventDefault();
        const text = area.value.trim();
        if (!text) {
          area.focus();
          return;
        }
        if (await busyWhile(send, () => add({ text, author: nextAuthor.value }))) {
          area.value = "";
          area.dispatchEvent(new Event("input"));
          area.focus();
        }
      },
      onKeydown: (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) composer.requestSubmit();
      },
    },
    nextAuthor.element,
    h("label", { htmlFor: areaId, class: "unseen" }, "Next message"),
    area,
    send,
  );

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
    if (last && !area.value) nextAuthor.value = otherAuthor(last);
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
      composer,
    ),
    update,
    add,
  };
}
