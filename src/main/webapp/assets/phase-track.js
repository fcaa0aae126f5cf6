// Where a conversation stands: the four phases with the current one marked.

import { h } from "./dom.js";
import { PHASES } from "./words.js";

export function phaseTrack(current) {
  const at = PHASES.findIndex(({ id }) => id === current);
  if (at < 0) return null;
  return h(
    "ol",
    { class: "phases", "aria-label": "Phase of the conversation" },
    PHASES.map(({ name, says }, index) =>
      h(
        "li",
        {
          class: index < at ? "phase past" : "phase",
          "aria-current": index === at ? "step" : undefined,
          title: `${name}: ${says}`,
        },
        name,
      ),
    ),
  );
}
