// Checking what was read: authors swap sides, text is edited in place, lines move, come and go.
// What the person has changed survives reconnects and leaving the view for a moment.

import { Failure } from "./api.js";
import { busyWhile, fill, h, icon } from "./dom.js";
import { announce, asFailure, noticePlace } from "./feedback.js";
import { glide, reveal } from "./motion.js";
import { lineRow } from "./verify-line.js";
import { authorName, otherAuthor } from "./words.js";

// Unconfirmed corrections by session. Memory only: they are someone's private words.
const drafts = new Map();

const draftOf = (session) => {
  const signature = JSON.stringify(session.ocrResult ?? []);
  const draft = drafts.get(session.id);
  if (draft?.signature === signature) return draft;
  const lines = (session.ocrResult ?? []).map(({ id, text, author }) => ({ id, text, author }));
  const fresh = { signature, lines };
  drafts.set(session.id, fresh);
  return fresh;
};

/** The list to check; `confirmed(session)` hears the answer of the server. */
export function verifyPart({ session, api, confirmed, readAgain, failed }) {
  const draft = draftOf(session);
  const notice = noticePlace();
  const list = h("ol", { class: "lines", "aria-label": "What was read" });
  const nothing = h(
    "p",
    { class: "empty" },
    "No messages were found in this picture. Add them by hand, or read it again.",
  );
  let rows = [];

  const renumber = () => {
    rows.forEach((row, index) => row.number(index, rows.length));
    draft.lines = rows.map(({ line }) => line);
    nothing.hidden = rows.length > 0;
  };
  const boxes = () => rows.map(({ element }) => element.firstElementChild);

  const ask = {
    swap(row) {
      glide([row.element.firstElementChild], () => {
        row.line.author = otherAuthor(row.line.author);
        renumber();
      });
      announce(`Now said by ${authorName(row.line.author).toLowerCase()}`);
    },
    move(row, by, focus) {
      const from = rows.indexOf(row);
      const to = from + by;
      if (to < 0 || to >= rows.length) return;
      glide(boxes(), () => {
        rows.splice(from, 1);
        rows.splice(to, 0, row);
        list.insertBefore(row.element, rows[to + 1]?.element ?? null);
        renumber();
      });
      focus.focus();
      reveal(row.element);
      announce(`Moved to line ${to + 1} of ${rows.length}`);
    },
    remove(row) {
      const at = rows.indexOf(row);
      const others = boxes().filter((box) => !row.element.contains(box));
      glide(others, () => {
        rows.splice(at, 1);
        row.element.remove();
        renumber();
      });
      (rows[at] ?? rows[at - 1])?.area.focus();
      if (rows.length === 0) addButton.focus();
      announce(`Removed line ${at + 1}`);
    },
    confirm: () => confirm(),
  };

  const add = () => {
    const last = rows.at(-1)?.line.author;
    const row = lineRow({ text: "", author: last ? otherAuthor(last) : "contact" }, ask);
    rows.push(row);
    list.append(row.element);
    renumber();
    row.area.focus();
  };

  const wrongLine = () => {
    const empty = rows.filter(({ line }) => !line.text.trim());
    for (const row of empty) row.says("Write what was said, or remove this line.");
    return empty[0];
  };

  // Field names look like "ocrResult[3].text": the number says which line is meant.
  const explain = (failure) => {
    const rest = failure.fields.filter(({ field, message }) => {
      const row = rows[Number(/\[(\d+)\]/.exec(field ?? "")?.[1] ?? -1)];
      row?.says(message);
      return !row;
    });
    rows.find(({ area }) => area.hasAttribute("aria-invalid"))?.area.focus();
    return rest.length === failure.fields.length;
  };

  const confirm = async () => {
    notice.clear();
    if (rows.length === 0) {
      notice.show(new Failure({ status: 400, message: "Add at least one line first." }));
      return;
    }
    const wrong = wrongLine();
    if (wrong) {
      wrong.area.focus();
      return;
    }
    const answer = rows.map(({ line: { id, text, author } }) => ({
      ...(id ? { id } : {}),
      text: text.trim(),
      author,
    }));
    try {
      const done = await busyWhile(confirmButton, () => api.confirmTranscript(session.id, answer));
      if (!done) return;
      drafts.delete(session.id);
      confirmed(done);
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (explain(failure))
        notice.show(failure, failure.waitSeconds || failure.offline ? confirm : undefined);
      if (failure.status === 409) failed();
    }
  };

  const swapAll = () => {
    glide(boxes(), () => {
      for (const { line } of rows) line.author = otherAuthor(line.author);
      renumber();
    });
    announce("All sides swapped");
  };

  const heading = h("h2", { tabIndex: -1 }, "Is this what was said?");
  const addButton = h(
    "button",
    { type: "button", class: "button quiet small", onClick: add },
    icon("plus"),
    "Add a line",
  );
  const confirmButton = h(
    "button",
    { type: "button", class: "button primary", onClick: confirm, data: { act: "confirm" } },
    icon("check"),
    "Looks right",
  );
  rows = draft.lines.map((line) => lineRow(line, ask));
  fill(
    list,
    rows.map(({ element }) => element),
  );
  renumber();

  return {
    heading,
    says: `Read. ${rows.length} lines to check.`,
    elements: [
      h(
        "section",
        { class: "work verify" },
        h(
          "div",
          { class: "work-head" },
          heading,
          h(
            "p",
            { class: "soft" },
            "Compare it with the picture. Yours stand on the right; touch a name to swap sides.",
          ),
        ),
        list,
        nothing,
        h(
          "div",
          { class: "verify-more" },
          addButton,
          h(
            "button",
            { type: "button", class: "button quiet small", onClick: swapAll },
            icon("swap"),
            "Swap all sides",
          ),
          h(
            "button",
            {
              type: "button",
              class: "button quiet small",
              onClick: () => {
                drafts.delete(session.id);
                readAgain();
              },
            },
            icon("again"),
            "Read it again",
          ),
        ),
        notice.element,
        h("div", { class: "verify-end" }, confirmButton),
      ),
    ],
  };
}
