// While the screenshot is being read: what happens now, and how far it is.

import { h } from "./dom.js";
import { announce } from "./feedback.js";

const STAGES = {
  fetching: "Fetching the picture",
  reading: "Reading the bubbles",
  done: "Sorting who said what",
};

export function readingPart() {
  const words = h("p", { class: "lead" }, "Waiting for its turn");
  const bar = h("progress", { max: "100", "aria-label": "Reading" });
  const heading = h("h2", { tabIndex: -1 }, "Reading your screenshot");
  let said = "";
  return {
    heading,
    says: "Reading the screenshot",
    elements: [
      h(
        "section",
        { class: "work reading", "aria-busy": "true" },
        heading,
        words,
        bar,
        h(
          "div",
          { class: "ghosts", "aria-hidden": "true" },
          ["contact wide", "user", "contact", "user wide", "contact"].map((kind) =>
            h("span", { class: `ghost ${kind}` }),
          ),
        ),
      ),
    ],
    progress({ stage, percent }) {
      if (Number.isFinite(percent)) bar.value = percent;
      const text = STAGES[stage] ?? words.textContent;
      words.textContent = text;
      if (text !== said) announce(text);
      said = text;
    },
  };
}
