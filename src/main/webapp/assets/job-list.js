// The jobs of one state, filtered, page by page; many dead ones can be tried again at once.

import { confirmed } from "./dialogs.js";
import { busyWhile, fill, h, newId } from "./dom.js";
import { announce, noticePlace, toast } from "./feedback.js";
import { showJob } from "./job-dialog.js";
import { number, stateMeanings, STATES, typeName } from "./queue-words.js";
import { ago, capital } from "./words.js";

const PAGE = 25;
const SETTLED_MS = 350;

function field(label, control) {
  control.id = newId("filter");
  return h("div", { class: "field" }, h("label", { htmlFor: control.id }, label), control);
}

/** The list as an element, with `refresh`, `choose(queue, state)` and the names of the queues. */
export function jobList(api, changed) {
  const notice = noticePlace();
  const says = h("p", { class: "small soft" });
  const rows = h("ul", { class: "jobs" });
  const empty = h("p", { class: "empty", hidden: true }, "No such jobs.");
  const title = h("h2", { tabIndex: -1 }, "Jobs");
  const state = h(
    "select",
    {},
    STATES.map((name) => h("option", { value: name }, capital(name))),
  );
  const queue = h("select", {}, h("option", { value: "" }, "All queues"));
  const type = h("input", { type: "search", maxLength: 200, autocomplete: "off" });
  const error = h("input", { type: "search", maxLength: 200, autocomplete: "off" });
  const more = h(
    "button",
    { type: "button", class: "button quiet", hidden: true, onClick: () => load(true) },
    "Show more",
  );
  const retryAll = h(
    "button",
    { type: "button", class: "button quiet small", hidden: true, onClick: () => tryAgain() },
    "Try all of these again",
  );
  let jobs = [];
  let cursor;
  let turn = 0;

  const filter = () => ({
    queue: queue.value || undefined,
    type: type.value.trim() || undefined,
    error: error.value.trim() || undefined,
  });

  async function load(further) {
    const mine = ++turn;
    try {
      const page = await api.jobs({
        state: state.value,
        ...filter(),
        limit: PAGE,
        cursor: further ? cursor : undefined,
      });
      if (mine !== turn) return;
      notice.clear();
      jobs = further ? [...jobs, ...page.items] : page.items;
      cursor = page.nextCursor;
      show();
    } catch (thrown) {
      if (mine === turn) notice.show(thrown, () => load(further));
    }
  }

  const tryAgain = () =>
    busyWhile(retryAll, async () => {
      const sure = await confirmed({
        title: "Try these jobs again?",
        text: "All dead jobs that fit the filter get as many attempts as they had at first.",
        yes: "Try again",
      });
      if (!sure) return;
      try {
        toast(`${number(await api.retryJobs(filter()))} jobs are tried again.`);
        await changed();
      } catch (thrown) {
        notice.show(thrown);
      }
    });

  const row = (job) =>
    h(
      "li",
      { class: "job", data: { id: job.id, state: job.state } },
      h(
        "button",
        { type: "button", class: "job-name", onClick: () => showJob(api, job.id, changed) },
        typeName(job.type),
      ),
      h("span", { class: "job-queue" }, job.queue),
      h(
        "span",
        { class: "job-attempts" },
        job.state === "running" && job.progress > 0
          ? `${job.progress} %`
          : `${job.attempts} of ${job.maxAttempts} attempts`,
      ),
      h("time", { datetime: job.at }, ago(job.at)),
      job.error && h("p", { class: "job-error" }, job.error),
    );

  function show() {
    const focused = rows.contains(document.activeElement)
      ? document.activeElement.closest(".job").dataset.id
      : undefined;
    fill(rows, jobs.map(row));
    if (focused) {
      const same = [...rows.children].find(({ dataset }) => dataset.id === focused);
      (same?.querySelector(".job-name") ?? title).focus({ preventScroll: true });
    }
    says.textContent = `${capital(state.value)}: ${stateMeanings[state.value]}.`;
    empty.hidden = jobs.length > 0;
    more.hidden = !cursor;
    retryAll.hidden = state.value !== "dead" || jobs.length === 0;
  }

  let settling = 0;
  const changedFilter = () => {
    clearTimeout(settling);
    settling = setTimeout(async () => {
      await load(false);
      announce(`${jobs.length}${cursor ? " or more" : ""} jobs`);
    }, SETTLED_MS);
  };
  [state, queue].forEach((select) => select.addEventListener("change", changedFilter));
  [type, error].forEach((input) => input.addEventListener("input", changedFilter));

  return {
    element: h(
      "section",
      { class: "jobs-part" },
      h("div", { class: "section-head" }, title, retryAll),
      h(
        "div",
        { class: "filters", role: "search", "aria-label": "Jobs" },
        field("State", state),
        field("Queue", queue),
        field("Type", type),
        field("Error contains", error),
      ),
      says,
      notice.element,
      rows,
      empty,
      more,
    ),
    /** Reads the first page again, unless more has been asked for: that would be torn away. */
    refresh: () => (jobs.length > PAGE ? Promise.resolve() : load(false)),
    reload: () => load(false),
    choose(queueName, stateName) {
      queue.value = queueName;
      state.value = stateName;
      type.value = "";
      error.value = "";
      load(false);
      title.scrollIntoView({ block: "start" });
      title.focus({ preventScroll: true });
    },
    names(queues) {
      const known = [...queue.options].slice(1).map(({ value }) => value);
      if (known.join() === queues.join()) return;
      const chosen = queue.value;
      fill(
        queue,
        h("option", { value: "" }, "All queues"),
        queues.map((name) => h("option", { value: name }, name)),
      );
      queue.value = queues.includes(chosen) ? chosen : "";
    },
    leave: () => clearTimeout(settling),
  };
}
