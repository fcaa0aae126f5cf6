// One job by itself: what it is to do, without anybody's words, and each attempt at it.

import { confirmed, opened } from "./dialogs.js";
import { busyWhile, fill, h, iconButton, newId } from "./dom.js";
import { noticePlace, toast } from "./feedback.js";
import { brief, exactly, stateMeanings, typeName } from "./queue-words.js";

const OUTCOMES = {
  completed: "Did what it should",
  failed: "Failed",
  timed_out: "Took too long, and was stopped",
  lost: "Its worker did not come back",
};

function attemptItem(attempt) {
  const took =
    attempt.startedAt && brief(Date.parse(attempt.endedAt) - Date.parse(attempt.startedAt));
  return h(
    "li",
    { class: `attempt attempt-${attempt.outcome}` },
    h("p", { class: "attempt-head" }, h("strong", {}, `Attempt ${attempt.number}`), " ", OUTCOMES[attempt.outcome]),
    h(
      "p",
      { class: "small" },
      h("time", { datetime: attempt.endedAt }, exactly(attempt.endedAt)),
      took && ` · ran ${took}`,
      attempt.instance && ` · on ${attempt.instance}`,
    ),
    attempt.error && h("pre", { class: "attempt-error", tabIndex: 0, role: "region", "aria-label": `Error of attempt ${attempt.number}` }, attempt.error),
  );
}

const fact = (name, value) =>
  value !== undefined && value !== null && [h("dt", {}, name), h("dd", {}, value)];

function json(title, value) {
  if (value === undefined || value === null) return null;
  return [
    h("h3", {}, title),
    h("pre", { class: "payload", tabIndex: 0, role: "region", "aria-label": title }, JSON.stringify(value, null, 2)),
  ];
}

/** Shows a job, and offers what its state allows; `changed()` is told after something was done. */
export async function showJob(api, id, changed) {
  const titleId = newId("job");
  const notice = noticePlace();
  const title = h("h2", { id: titleId, tabIndex: -1 }, "Job");
  const body = h("div", { class: "job-body" }, h("p", { class: "soft" }, "Reading…"));
  const dialog = h(
    "dialog",
    { class: "dialog job-dialog", "aria-labelledby": titleId },
    h("div", { class: "job-head" }, title, iconButton("close", "Close", () => dialog.close(""))),
    notice.element,
    body,
  );
  const closed = opened(dialog);

  const act = (work, said) => (event) =>
    busyWhile(event.currentTarget, async () => {
      notice.clear();
      try {
        const answer = await work();
        if (answer === false) return;
        toast(said);
        if (answer) show(answer);
        else dialog.close("");
        await changed();
      } catch (thrown) {
        notice.show(thrown);
      }
    });
  const retry = () => api.retryJob(id);
  const cancel = async () => {
    const sure = await confirmed({
      title: "Cancel this job?",
      text: "What it was to do will not be done. If it runs, it is interrupted.",
      yes: "Cancel the job",
    });
    if (!sure) return false;
    await api.cancelJob(id);
    return undefined;
  };

  const show = (job) => {
    title.textContent = typeName(job.type);
    fill(
      body,
      h(
        "dl",
        { class: "facts" },
        fact("State", h("span", {}, h("strong", {}, job.state), `, ${stateMeanings[job.state]}`)),
        fact("Queue", job.queue),
        fact("Attempts", `${job.attempts} of ${job.maxAttempts}`),
        job.progress > 0 && fact("Progress", `${job.progress} %`),
        fact("Created", exactly(job.createdAt)),
        fact(job.state === "delayed" ? "Due" : "Since", exactly(job.at)),
        fact("Workspace", job.workspaceId),
        fact("Id", h("code", {}, job.id)),
      ),
      h("h3", {}, "Timeline"),
      job.timeline.length > 0
        ? h("ol", { class: "timeline" }, job.timeline.map(attemptItem))
        : h("p", { class: "soft" }, "No attempt has ended yet."),
      json("Payload, without texts", job.payload),
      json("Result, without texts", job.result),
      h(
        "div",
        { class: "dialog-buttons" },
        job.state === "dead" &&
          h("button", { type: "button", class: "button primary", onClick: act(retry, "It is tried again.") }, "Try again"),
        ["waiting", "running", "delayed", "held"].includes(job.state) &&
          h("button", { type: "button", class: "button danger", onClick: act(cancel, "The job is cancelled.") }, "Cancel the job"),
        h("button", { type: "button", class: "button quiet", onClick: () => dialog.close("") }, "Close"),
      ),
    );
  };
  const read = async () => {
    try {
      show(await api.job(id));
    } catch (thrown) {
      fill(body);
      notice.show(thrown, thrown.status === 404 ? undefined : read);
    }
  };
  await read();
  title.focus();
  return closed;
}
