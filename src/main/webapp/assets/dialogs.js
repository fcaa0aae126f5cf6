// Questions in a modal <dialog>: the browser keeps the focus inside and gives it back afterwards.

import { h, icon, iconButton, newId } from "./dom.js";

/** Opens a dialog that closes by a click beside it; answers what it was closed with. */
export function opened(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close("");
  });
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => resolve(dialog.returnValue)),
  );
}

/** Asks before something that can not be undone; answers true for yes. */
export async function confirmed({ title, text, yes }) {
  const [titleId, textId] = [newId("dialog"), newId("dialog")];
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": titleId, "aria-describedby": textId },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: titleId }, title),
      h("p", { id: textId }, text),
      h(
        "div",
        { class: "dialog-buttons" },
        h("button", { class: "button quiet", value: "", autofocus: true }, "Keep it"),
        h("button", { class: "button danger", value: "yes" }, yes),
      ),
    ),
  );
  return (await opened(dialog)) === "yes";
}

/** Asks for one line of text; answers it trimmed, or null. */
export async function asked({ title, label, value, maxLength, yes }) {
  const [titleId, fieldId] = [newId("dialog"), newId("field")];
  const field = h("input", {
    id: fieldId,
    type: "text",
    value,
    maxLength,
    required: true,
    autocomplete: "off",
  });
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": titleId },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: titleId }, title),
      h("div", { class: "field" }, h("label", { htmlFor: fieldId }, label), field),
      h(
        "div",
        { class: "dialog-buttons" },
        h(
          "button",
          { type: "button", class: "button quiet", onClick: () => dialog.close("") },
          "Cancel",
        ),
        h("button", { class: "button primary", value: "yes" }, yes),
      ),
    ),
  );
  const answer = opened(dialog);
  field.select();
  return (await answer) === "yes" && field.value.trim() ? field.value.trim() : null;
}

/** Shows a picture as large as the window allows. */
export function showPicture(src, alt) {
  const dialog = h(
    "dialog",
    { class: "dialog picture-dialog", "aria-label": "The picture, enlarged" },
    iconButton("close", "Close the picture", () => dialog.close("")),
    h("img", { src, alt }),
  );
  return opened(dialog);
}

/** The word for a button that opens `showPicture`. */
export const enlargeMark = () =>
  h("span", { class: "enlarge", "aria-hidden": "true" }, icon("picture"), "Enlarge");
