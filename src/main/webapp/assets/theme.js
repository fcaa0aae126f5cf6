// Light, dark, or as the system says. The choice is remembered; theme-first.js applies it on load.

import { fill, h, icon } from "./dom.js";
import { announce } from "./feedback.js";

const choices = [
  { id: "auto", name: "as the system says", sign: "auto" },
  { id: "light", name: "light", sign: "sun" },
  { id: "dark", name: "dark", sign: "moon" },
];

function apply(id) {
  if (id === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = id;
  try {
    if (id === "auto") localStorage.removeItem("repartee.theme");
    else localStorage.setItem("repartee.theme", id);
  } catch {
    // Storage can be forbidden; the choice then lasts as long as the page.
  }
}

/** The button that goes through the three choices. */
export function themeButton() {
  let at = Math.max(
    0,
    choices.findIndex(({ id }) => id === document.documentElement.dataset.theme),
  );
  const button = h("button", { type: "button", class: "icon-button", onClick: () => turn() });
  const show = () => {
    const label = `Colours: ${choices[at].name}`;
    button.setAttribute("aria-label", label);
    button.title = label;
    fill(button, icon(choices[at].sign));
  };
  const turn = () => {
    at = (at + 1) % choices.length;
    apply(choices[at].id);
    show();
    announce(`Colours: ${choices[at].name}`);
  };
  show();
  return button;
}
