// Writing one message: who said it and what. For a new message and for changing an old one.

import { busyWhile, growing, h, icon, newId } from "./dom.js";
import { authorName } from "./words.js";

const LONGEST = 4_000;

const isSendKey = (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey);

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

/** Changes a message in place. `save(changes)` answers whether it worked; `close()` ends either way. */
export function messageEditor(message, { save, close }) {
  const author = authorChoice(message.author);
  const area = growing(
    h("textarea", {
      rows: "2",
      maxLength: LONGEST,
      value: message.text,
      "aria-label": "Text of the message",
    }),
  );
  const button = h("button", { class: "button primary small" }, "Save");
  const form = h(
    "form",
    {
      class: "bubble-editor",
      onSubmit: async (event) => {
        event.preventDefault();
        const text = area.value.trim();
        if (!text) area.focus();
        else if (await busyWhile(button, () => save({ text, author: author.value }))) close();
      },
      onKeydown: (event) => {
        if (event.key === "Escape") close();
        else if (isSendKey(event)) form.requestSubmit();
      },
    },
    author.element,
    area,
    h(
      "div",
      { class: "buttons" },
      button,
      h("button", { type: "button", class: "button quiet small", onClick: close }, "Cancel"),
    ),
  );
  return form;
}

/** Adds a message at the end. `add(message)` answers whether it worked. */
export function composer({ add }) {
  const author = authorChoice("contact");
  const areaId = newId("next");
  const area = growing(
    h("textarea", {
      id: areaId,
      rows: "1",
      maxLength: LONGEST,
      placeholder: "What was said next?",
    }),
  );
  const button = h("button", { class: "button quiet" }, icon("plus"), "Add");
  const element = h(
    "form",
    {
      class: "composer",
      onSubmit: async (event) => {
        event.preventDefault();
        const text = area.value.trim();
        if (text && (await busyWhile(button, () => add({ text, author: author.value })))) {
          area.value = "";
          area.dispatchEvent(new Event("input"));
        }
        area.focus();
      },
      onKeydown: (event) => {
        if (isSendKey(event)) element.requestSubmit();
      },
    },
    author.element,
    h("label", { htmlFor: areaId, class: "unseen" }, "Next message"),
    area,
    button,
  );
  return {
    element,
    /** Proposes who speaks next, unless something is being written. */
    propose(next) {
      if (!area.value) author.value = next;
    },
  };
}
