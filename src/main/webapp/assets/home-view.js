// The start for a member: bring a conversation, or go back to an earlier one.

import { fill, h } from "./dom.js";
import { intake } from "./intake.js";
import { sessionsList } from "./sessions-list.js";

/** Renders the start into `main`; answers how to leave it. */
export function homeView(main, { api, go }) {
  document.title = "Repartee";
  const bring = intake({ api, opened: (session) => go(`#/sessions/${session.id}`) });
  const earlier = sessionsList({ api });
  fill(main, h("div", { class: "home" }, bring.element, earlier.element));
  earlier.refresh();
  return bring.leave;
}
