// What a member can think of a message or an opener, and how it is shown.

import { iconButton } from "./dom.js";

export const REACTIONS = [
  { id: "LIKED", off: "like", on: "liked", label: "Like" },
  { id: "DISLIKED", off: "dislike", on: "dislike", label: "Dislike" },
  { id: "PINNED", off: "pin", on: "pinned", label: "Pin" },
];

export const reacted = (thing, id) => (thing.reactions ?? []).includes(id);

/** A button for each reaction; `react(id)` is asked to turn one on or off. */
export const reactionButtons = (thing, react) =>
  REACTIONS.map(({ id, on, off, label }) =>
    iconButton(reacted(thing, id) ? on : off, label, () => react(id), {
      "aria-pressed": String(reacted(thing, id)),
      data: { tool: `${thing.id} ${id}` },
    }),
  );

/** Marks a thing as copied through `react`; only once, because reactions toggle. */
export async function markCopied(thing, react) {
  if (reacted(thing, "COPIED_TO_CLIPBOARD")) return undefined;
  // The copy has worked either way; the mark is a courtesy.
  return react("COPIED_TO_CLIPBOARD").catch(() => undefined);
}
