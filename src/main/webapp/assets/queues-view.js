// The view of those who operate the server: how the queues stand, what got done, which jobs there
// are. It reads anew while it is looked at.

import { fill, h } from "./dom.js";
import { noticePlace } from "./feedback.js";
import { jobList } from "./job-list.js";
import { queueCharts } from "./queue-charts.js";
import { queueTable } from "./queue-table.js";
import { number } from "./queue-words.js";
import { schedulesPart } from "./schedules-part.js";

const EVERY_MS = 3000;
const SLOWLY_MS = 30_000;
const SPANS = [
  { minutes: 60, name: "Hour" },
  { minutes: 360, name: "6 hours" },
  { minutes: 1440, name: "Day" },
];

function summary(queues) {
  const total = (key) => queues.reduce((sum, queue) => sum + queue[key], 0);
  const paused = queues.filter((queue) => queue.paused).length;
  return [
    `${number(total("ready"))} ready`,
    `${number(total("running"))} running`,
    `${number(total("dead"))} dead`,
    paused > 0 && `${paused} paused`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Shows the view in `main`; answers what to do when it is left. */
export function queuesView(main, { api }) {
  document.title = "Queues · Repartee";
  const notice = noticePlace();
  const says = h("p", { class: "lead" }, "How the work in the background stands.");
  const charts = queueCharts();
  const schedules = schedulesPart();
  const table = queueTable(api, {
    choose: (queue, state) => jobs.choose(queue, state),
    changed: () => refresh(),
    failed: (thrown) => notice.show(thrown),
  });
  const jobs = jobList(api, async () => {
    await Promise.all([refresh(), jobs.reload()]);
  });
  const chartQueue = h(
    "select",
    { "aria-label": "Queue that is drawn", onChange: () => draw() },
    h("option", { value: "" }, "All queues"),
  );
  let span = SPANS[0].minutes;
  const spans = h(
    "div",
    { class: "segments", role: "group", "aria-label": "Time that is drawn" },
    SPANS.map(({ minutes, name }) =>
      h(
        "button",
        {
          type: "button",
          class: "segment",
          "aria-pressed": String(minutes === span),
          onClick: (event) => {
            span = minutes;
            for (const button of spans.children) {
              button.setAttribute("aria-pressed", String(button === event.currentTarget));
            }
            draw();
          },
        },
        name,
      ),
    ),
  );
  const content = h(
    "div",
    { class: "queues", hidden: true },
    table.element,
    h(
      "section",
      { class: "traffic" },
      h(
        "div",
        { class: "section-head" },
        h("h2", {}, "What got done"),
        h("div", { class: "traffic-tools" }, chartQueue, spans),
      ),
      charts.element,
    ),
    jobs.element,
    schedules.element,
  );
  fill(
    main,
    h("div", { class: "queues-head" }, h("h1", {}, "Queues"), says),
    notice.element,
    content,
  );

  let left = false;
  let timer = 0;
  let failing = false;

  async function draw() {
    const asked = span;
    const minutes = await api.queueTraffic({ minutes: asked, queue: chartQueue.value });
    if (!left && asked === span) charts.show(minutes, asked);
  }

  function names(queues) {
    jobs.names(queues);
    if (chartQueue.options.length === queues.length + 1) return;
    const chosen = chartQueue.value;
    fill(
      chartQueue,
      h("option", { value: "" }, "All queues"),
      queues.map((name) => h("option", { value: name }, name)),
    );
    chartQueue.value = chosen;
  }

  async function refresh() {
    const queues = await api.queues();
    if (left) return;
    content.hidden = false;
    table.show(queues);
    names(queues.map(({ name }) => name));
    says.textContent = summary(queues);
    await Promise.all([draw(), jobs.refresh()]);
  }

  async function readSchedules() {
    schedules.show(await api.schedules());
  }

  async function tick() {
    clearTimeout(timer);
    if (left) return;
    if (document.visibilityState === "visible") {
      try {
        await refresh();
        if (failing) notice.clear();
        failing = false;
      } catch (thrown) {
        if (thrown.status === 403) {
          content.hidden = true;
          notice.show(thrown);
          return;
        }
        failing = true;
        notice.show(thrown, tick);
      }
    }
    if (!left) timer = setTimeout(tick, failing ? SLOWLY_MS : EVERY_MS);
  }
  const seen = () => document.visibilityState === "visible" && tick();
  document.addEventListener("visibilitychange", seen);
  tick().then(() => !left && !content.hidden && readSchedules().catch(() => {}));

  return () => {
    left = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
    charts.leave();
    jobs.leave();
  };
}
