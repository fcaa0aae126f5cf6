// Lists of members, invitations, workspaces and devices, each with what can be done about them.

import { busyWhile, fill, h } from "./dom.js";

/** Reads a list to its end: there are never many pages of these. */
export async function whole(read) {
  const items = [];
  let cursor;
  do {
    const page = await read({ limit: 100, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

/** One entry: what it is called, what else is known, and the tools for it. */
export const entry = (name, details, ...tools) =>
  h(
    "li",
    { class: "person" },
    h(
      "div",
      { class: "person-words" },
      h("p", {}, name),
      details && h("p", { class: "small soft" }, details),
    ),
    h("div", { class: "person-tools" }, tools),
  );

/** A list with a heading, which is not there when it has nothing to say. */
export function listPart(title) {
  const list = h("ul", { class: "people-list" });
  const element = h("section", { "aria-label": title, hidden: true }, h("h2", {}, title), list);
  return {
    element,
    show(entries) {
      element.hidden = entries.length === 0;
      fill(list, entries);
    },
  };
}

/** A button that does something, says so while it lasts, and shows what went wrong. */
export function tool(label, about, notice, action) {
  const button = h(
    "button",
    {
      type: "button",
      class: "button quiet small",
      "aria-label": `${label}: ${about}`,
      onClick: () => busyWhile(button, action).catch((failure) => notice.show(failure)),
    },
    label,
  );
  return button;
}
