// One session, from being read to being answered. Follows its status live and shows the part that
// fits: reading, checking, the transcript with suggestions, or what went wrong.

import { fill, focusOn, h, icon, iconButton } from "./dom.js";
import { asked } from "./dialogs.js";
import { deletedPart, failedPart } from "./ended-parts.js";
import { announce, asFailure, noticePlace, toast } from "./feedback.js";
import { pictureOf } from "./picture.js";
import { phaseTrack } from "./phase-track.js";
import { readingPart } from "./reading-part.js";
import { suggestionPart } from "./suggestion-part.js";
import { transcriptPart } from "./transcript-part.js";
import { verifyPart } from "./verify-part.js";
import { ago, isReading, statusName } from "./words.js";

const POLL_LIVE_MS = 10_000;
const POLL_ALONE_MS = 2_000;

function modeOf(session) {
  if (session.deletedAt) return "deleted";
  if (isReading(session.status)) return "reading";
  if (session.status === "verifying_ocr") return "verify";
  return session.status === "error" ? "failed" : "talk";
}

/** Renders session `id` into `main`; answers how to leave it. */
export function sessionView(main, { api, live, go }, id) {
  const notice = noticePlace();
  const head = h("header", { class: "session-head" });
  const body = h("div", { class: "session-body" });
  fill(main, h("div", { class: "session" }, head, notice.element, body));
  const gone = new AbortController();
  let session = null;
  let mode = null;
  let part = null;
  let picture = null;
  let polling = 0;

  const attempt = async (work, retry) => {
    notice.clear();
    try {
      return await work();
    } catch (thrown) {
      if (gone.signal.aborted) return undefined;
      const failure = asFailure(thrown);
      notice.show(
        failure,
        retry && (failure.offline || failure.waitSeconds || failure.status >= 500)
          ? retry
          : undefined,
      );
      if (failure.status === 409 || failure.status === 412) await load();
      return undefined;
    }
  };

  const load = async () => {
    clearTimeout(polling);
    try {
      const fresh = await api.session(id, gone.signal);
      if (!gone.signal.aborted) show(fresh);
    } catch (failure) {
      if (gone.signal.aborted) return;
      if (failure.status === 404 || (failure.status === 400 && !session)) missing();
      else if (!session) notice.show(failure, load);
      else watch();
    }
  };

  // The socket tells about changes; asking now and then makes up for a socket that can not be had.
  const watch = () => {
    clearTimeout(polling);
    if (mode !== "reading" || gone.signal.aborted) return;
    polling = setTimeout(load, live.live ? POLL_LIVE_MS : POLL_ALONE_MS);
  };

  const missing = () => {
    document.title = "Not here · Repartee";
    fill(head);
    fill(
      body,
      h(
        "div",
        { class: "nothing" },
        h("h1", { class: "display", tabIndex: -1 }, "This session is not here"),
        h("p", { class: "lead" }, "It was deleted, or it belongs to another workspace."),
        h("p", {}, h("a", { class: "button primary", href: "#/" }, "Back to your sessions")),
      ),
    );
  };

  const showHead = () => {
    document.title = `${session.name} · Repartee`;
    const focused = head.contains(document.activeElement)
      ? document.activeElement.dataset.tool
      : null;
    const tool = (name, sign, label, onClick, more) =>
      iconButton(sign, label, onClick, { data: { tool: name }, ...more });
    fill(
      head,
      h("a", { class: "back-link", href: "#/", data: { tool: "back" } }, icon("back"), "Sessions"),
      h(
        "div",
        { class: "session-title" },
        h("h1", { tabIndex: -1 }, session.name),
        !session.deletedAt &&
          h(
            "div",
            { class: "row-tools" },
            tool("pin", session.isPinned ? "pinned" : "pin", "Pin this session", pin, {
              "aria-pressed": String(Boolean(session.isPinned)),
            }),
            tool("rename", "pen", "Rename this session", rename),
            tool("delete", "trash", "Delete this session", remove),
          ),
      ),
      h(
        "div",
        { class: "session-state small" },
        h("span", { class: `status status-${session.status}` }, statusName(session.status)),
        h("time", { datetime: session.createdAt }, ago(session.createdAt)),
        mode === "talk" && session.phase && phaseTrack(session.phase),
      ),
    );
    if (focused) head.querySelector(`[data-tool="${focused}"]`)?.focus();
  };

  const pin = () =>
    attempt(async () => merge(await api.changeSession(id, { isPinned: !session.isPinned })));
  const rename = () =>
    attempt(async () => {
      const name = await asked({
        title: "Rename session",
        label: "Name",
        value: session.name,
        maxLength: 120,
        yes: "Rename",
      });
      if (name && name !== session.name) merge(await api.changeSession(id, { name }));
    });
  const remove = () =>
    attempt(async () => {
      await api.deleteSession(id);
      go("#/");
      toast(`“${session.name}” is in the trash.`, {
        label: "Undo",
        action: () =>
          api.restoreSession(id).then(
            () => go(`#/sessions/${id}`),
            (failure) => toast(asFailure(failure).message),
          ),
      });
    });
  const restore = () => attempt(async () => show(await api.restoreSession(id)));
  const readAgain = () => attempt(async () => show(await api.readAgain(id)), readAgain);

  const merge = (changes) => {
    session = { ...session, ...changes };
    showHead();
    part?.update?.(session);
  };

  const parts = {
    reading: () => readingPart(),
    verify: () => verifyPart({ session, api, confirmed: show, readAgain, failed: load }),
    talk: () => talk(),
    failed: () => failedPart(session, readAgain),
    deleted: () => deletedPart(restore),
  };

  const talk = () => {
    const transcript = transcriptPart({
      session,
      api,
      changed(messages) {
        const first = session.status === "pending_user_input" && messages.length > 0;
        merge({ messages });
        if (first) load();
      },
      jump: () => focusOn(suggestion.heading),
    });
    const suggestion = suggestionPart({
      session,
      api,
      use: (text) => transcript.add({ text, author: "user" }),
      phase: (phase) => phase && phase !== session.phase && merge({ phase }),
    });
    return {
      elements: [transcript.element, suggestion.element],
      heading: transcript.heading,
      says: "The transcript is ready. You can ask for a suggestion.",
      update(changed) {
        transcript.update(changed);
        suggestion.update(changed);
      },
      leave: suggestion.leave,
    };
  };

  const show = (fresh) => {
    const first = session === null;
    session = { ...fresh, messages: fresh.messages ?? [] };
    const next = modeOf(session);
    if (next === mode) {
      showHead();
      part?.update?.(session);
      picture?.update(session);
      watch();
      return;
    }
    const hadFocus =
      body.contains(document.activeElement) || document.activeElement === document.body;
    part?.leave?.();
    mode = next;
    part = parts[mode]();
    picture ??= pictureOf(session, { reload: () => api.session(id, gone.signal) });
    picture?.update(session);
    body.dataset.mode = mode;
    body.classList.toggle("with-picture", picture !== null);
    picture?.element.classList.toggle("being-read", mode === "reading");
    showHead();
    fill(body, picture?.element, part.elements);
    if (first) focusOn(head.querySelector("h1"));
    else if (hadFocus && mode !== "reading") focusOn(part.heading);
    if (!first && part.says) announce(part.says);
    watch();
  };

  const hear = (event) => {
    if (event.type === "session_status") {
      if (!session || event.status !== session.status) load();
      else if (event.progress) part?.progress?.(event.progress);
    } else if (event.type === "session_error") {
      load();
    } else if (event.type === "session_phase_update" && session && event.phase) {
      if (event.phase !== session.phase) merge({ phase: event.phase });
    }
  };

  const leaveLive = live.subscribe(id, hear);
  live.addEventListener("state", watch);
  load();
  return () => {
    gone.abort();
    clearTimeout(polling);
    leaveLive();
    live.removeEventListener("state", watch);
    part?.leave?.();
  };
}
