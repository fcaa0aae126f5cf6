// What suggestions and openers have in common: the style to write in, and a twist.

import { h, newId } from "./dom.js";
import { STYLES, capital } from "./words.js";

const LONGEST_TWIST = 500;

/** Style chips and a twist field; `value` is what the API takes. */
export function wishFields({ twistPlaceholder }) {
  const name = newId("style");
  const chip = (value, label) => {
    const id = newId("style");
    return h(
      "span",
      { class: "chip" },
      h("input", { type: "radio", id, name, value, checked: value === "" }),
      h("label", { htmlFor: id }, label),
    );
  };
  const styles = h(
    "fieldset",
    { class: "styles" },
    h("legend", {}, "Style"),
    h(
      "div",
      { class: "chips" },
      chip("", "Any"),
      STYLES.map((style) => chip(style, capital(style))),
    ),
  );
  const [twistId, countId] = [newId("twist"), newId("count")];
  const count = h("span", { id: countId, class: "count small" });
  const twist = h("textarea", {
    id: twistId,
    rows: "2",
    maxLength: LONGEST_TWIST,
    placeholder: twistPlaceholder,
    "aria-describedby": countId,
    onInput: () => {
      const left = LONGEST_TWIST - twist.value.length;
      count.textContent = left <= 100 ? `${left} characters left` : "";
    },
  });
  const element = h(
    "div",
    { class: "wish" },
    styles,
    h(
      "div",
      { class: "field" },
      h("label", { htmlFor: twistId }, "Twist ", h("span", { class: "soft" }, "(optional)")),
      twist,
      count,
    ),
  );
  return {
    element,
    get value() {
      const aiStyle = styles.querySelector("input:checked").value || undefined;
      return { aiStyle, customTwist: twist.value.trim() || undefined };
    },
    set style(style) {
      styles.querySelector(`input[value="${style ?? ""}"]`).checked = true;
    },
  };
}
