// Earlier sessions: open, rename, pin, delete; and the trash, with restore and delete forever.

import { fill, h, icon, iconButton, newId } from "./dom.js";
import { asked, confirmed } from "./dialogs.js";
import { asFailure, noticePlace, toast } from "./feedback.js";
import { ago, statusName } from "./words.js";

const PAGE = 20;

/** Pinned ones first; otherwise as the server says, newest first. */
const pinnedFirst = (sessions) =>
  [...sessions].sort((a, b) => Number(b.isPinned) - Number(a.isPinned));

/** The list as an element, with `refresh()`. */
export function sessionsList({ api }) {
  const notice = noticePlace();
  const list = h("ul", { class: "sessions" });
  const more = h(
    "button",
    { type: "button", class: "button quiet", hidden: true, onClick: () => load(true) },
    "Show more",
  );
  const empty = h("p", { class: "empty", hidden: true });
  const titleId = newId("earlier");
  const title = h("h2", { id: titleId, tabIndex: -1 }, "Earlier sessions");
  let sessions = [];
  let cursor;
  let deleted = false;
  let turn = 0;

  const load = async (further) => {
    notice.clear();
    turn += 1;
    const mine = turn;
    list.setAttribute("aria-busy", "true");
    try {
      const query = {
        limit: PAGE,
        cursor: further ? cursor : undefined,
        deleted: deleted || undefined,
      };
      const page = await api.sessions(query);
      if (mine !== turn) return;
      sessions = further ? [...sessions, ...page.items] : page.items;
      cursor = page.nextCursor;
      show();
    } catch (failure) {
      if (mine === turn) notice.show(failure, () => load(further));
    } finally {
      if (mine === turn) list.removeAttribute("aria-busy");
    }
  };

  const attempt = async (work) => {
    notice.clear();
    try {
      await work();
    } catch (thrown) {
      const failure = asFailure(thrown);
      notice.show(failure);
      if (failure.status === 404 || failure.status === 409 || failure.status === 412) load(false);
    }
  };
  const replace = (session) => {
    sessions = sessions.map((one) => (one.id === session.id ? { ...one, ...session } : one));
    show();
  };
  const drop = (session) => {
    sessions = sessions.filter((one) => one.id !== session.id);
    show();
    title.focus();
  };

  const pin = (session) =>
    attempt(async () =>
      replace(await api.changeSession(session.id, { isPinned: !session.isPinned })),
    );
  const rename = (session) =>
    attempt(async () => {
      const name = await asked({
        title: "Rename session",
        label: "Name",
        value: session.name,
        maxLength: 120,
        yes: "Rename",
      });
      if (name && name !== session.name) replace(await api.changeSession(session.id, { name }));
    });
  const remove = (session) =>
    attempt(async () => {
      await api.deleteSession(session.id);
      drop(session);
      toast(`“${session.name}” is in the trash.`, {
        label: "Undo",
        action: () =>
          attempt(async () => {
            await api.restoreSession(session.id);
            await load(false);
          }),
      });
    });
  const restore = (session) =>
    attempt(async () => {
      await api.restoreSession(session.id);
      drop(session);
      toast(`“${session.name}” is back.`);
    });
  const erase = (session) =>
    attempt(async () => {
      const sure = await confirmed({
        title: "Delete forever?",
        text: `“${session.name}”, its picture and its transcript will be gone. This can not be undone.`,
        yes: "Delete forever",
      });
      if (!sure) return;
      await api.deleteSession(session.id, true);
      drop(session);
      toast("Deleted forever.");
    });

  const row = (session) =>
    h(
      "li",
      { class: "session-row", data: { status: session.status } },
      h(
        "span",
        { class: "session-sign", "aria-hidden": "true" },
        icon(session.type === "text" ? "lines" : "picture"),
      ),
      h(
        "div",
        { class: "session-words" },
        deleted
          ? h("span", { class: "session-name" }, session.name)
          : h("a", { class: "session-name", href: `#/sessions/${session.id}` }, session.name),
        h(
          "p",
          { class: "small" },
          session.isPinned &&
            !deleted &&
            h("span", { class: "session-pinned" }, icon("pinned"), "Pinned"),
          h("span", { class: `status status-${session.status}` }, statusName(session.status)),
          h(
            "time",
            { datetime: session.createdAt },
            ago(deleted ? (session.deletedAt ?? session.updatedAt) : session.createdAt),
          ),
        ),
      ),
      h(
        "div",
        { class: "row-tools" },
        deleted
          ? [
              iconButton("restore", `Restore ${session.name}`, () => restore(session)),
              iconButton("trash", `Delete ${session.name} forever`, () => erase(session), {
                class: "icon-button danger",
              }),
            ]
          : [
              iconButton(
                session.isPinned ? "pinned" : "pin",
                `Pin ${session.name}`,
                () => pin(session),
                {
                  "aria-pressed": String(Boolean(session.isPinned)),
                },
              ),
              iconButton("pen", `Rename ${session.name}`, () => rename(session)),
              iconButton("trash", `Delete ${session.name}`, () => remove(session)),
            ],
      ),
    );

  const show = () => {
    const focused = document.activeElement?.closest?.(".session-row")
      ? document.activeElement.getAttribute("aria-label")
      : null;
    fill(list, (deleted ? sessions : pinnedFirst(sessions)).map(row));
    if (focused)
      [...list.querySelectorAll("button")]
        .find((one) => one.getAttribute("aria-label") === focused)
        ?.focus();
    more.hidden = !cursor;
    empty.hidden = sessions.length > 0;
    empty.textContent = deleted
      ? "The trash is empty."
      : "Nothing yet. Your first conversation will wait here.";
  };

  const trash = h(
    "button",
    {
      type: "button",
      class: "link-button",
      "aria-pressed": "false",
      onClick: () => {
        deleted = !deleted;
        title.textContent = deleted ? "Trash" : "Earlier sessions";
        trash.setAttribute("aria-pressed", String(deleted));
        fill(trash, icon(deleted ? "back" : "trash"), deleted ? "Back to sessions" : "Trash");
        sessions = [];
        cursor = undefined;
        fill(list);
        load(false);
      },
    },
    icon("trash"),
    "Trash",
  );

  const element = h(
    "section",
    { class: "earlier", "aria-labelledby": titleId },
    h("div", { class: "section-head" }, title, trash),
    notice.element,
    list,
    empty,
    more,
  );
  return { element, refresh: () => load(false) };
}
