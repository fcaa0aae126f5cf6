// A session that can not go on as it is: its picture could not be read, or it is in the trash.

import { h, icon } from "./dom.js";

export function failedPart(session, readAgain) {
  const heading = h("h2", { tabIndex: -1 }, "That did not work");
  const canRetry = session.type === "screenshot";
  return {
    heading,
    says: "The screenshot could not be read.",
    elements: [
      h(
        "section",
        { class: "work trouble" },
        heading,
        h("p", { class: "lead" }, session.error?.message ?? "The screenshot could not be read."),
        h(
          "div",
          { class: "buttons" },
          canRetry &&
            h(
              "button",
              { type: "button", class: "button primary", onClick: readAgain },
              icon("again"),
              "Read it again",
            ),
          h("a", { class: "button quiet", href: "#/" }, "Bring another one"),
        ),
      ),
    ],
  };
}

export function deletedPart(restore) {
  const heading = h("h2", { tabIndex: -1 }, "This session is in the trash");
  return {
    heading,
    elements: [
      h(
        "section",
        { class: "work trouble" },
        heading,
        h("p", {}, "Restore it to go on with it."),
        h(
          "button",
          { type: "button", class: "button primary", onClick: restore },
          icon("restore"),
          "Restore",
        ),
      ),
    ],
  };
}
