// The queues with their counts, and what can be done to one of them.

import { confirmed } from "./dialogs.js";
import { busyWhile, fill, h } from "./dom.js";
import { toast } from "./feedback.js";
import { brief, number } from "./queue-words.js";

const COUNTS = [
  { key: "ready", name: "Ready", state: "waiting" },
  { key: "running", name: "Running", state: "running" },
  { key: "delayed", name: "Delayed", state: "delayed" },
  { key: "held", name: "Held", state: "held" },
  { key: "dead", name: "Dead", state: "dead" },
];

/**
 * The table as an element. `choose(queue, state)` is told which jobs to list, `changed()` that a
 * queue was changed, `failed(failure)` that it could not be.
 */
export function queueTable(api, { choose, changed, failed }) {
  const body = h("tbody", {});

  const act = (button, work, said) =>
    busyWhile(button, async () => {
      try {
        const answer = await work();
        if (answer === false) return;
        toast(said(answer));
        await changed();
      } catch (thrown) {
        failed(thrown);
      }
    });

  const pause = (queue) => (event) =>
    queue.paused
      ? act(event.currentTarget, () => api.resumeQueue(queue.name), () => `${queue.name} goes on.`)
      : act(event.currentTarget, () => api.pauseQueue(queue.name), () => `${queue.name} is paused.`);

  const clean = (queue) => (event) =>
    act(
      event.currentTarget,
      async () =>
        (await confirmed({
          title: `Forget the dead jobs of ${queue.name}?`,
          text: `${number(queue.dead)} failed for the last time. What they were to do will not be done.`,
          yes: "Forget them",
        })) && api.cleanQueue(queue.name, "dead"),
      ({ removed }) => `${number(removed)} dead jobs are forgotten.`,
    );

  const count = (queue, { key, name, state }) =>
    h(
      "td",
      { class: "count-cell", data: { name } },
      h(
        "button",
        {
          type: "button",
          class: `count-button${key === "dead" && queue.dead > 0 ? " bad" : ""}`,
          data: { tool: `${queue.name} ${key}` },
          "aria-label": `${number(queue[key])} ${name.toLowerCase()}: list the jobs of ${queue.name}`,
          onClick: () => choose(queue.name, state),
        },
        number(queue[key]),
      ),
    );

  const row = (queue) =>
    h(
      "tr",
      { data: { queue: queue.name } },
      h(
        "th",
        { scope: "row" },
        queue.name,
        queue.paused && h("span", { class: "paused" }, "paused"),
      ),
      COUNTS.map((column) => count(queue, column)),
      h(
        "td",
        { class: "oldest", data: { name: "Oldest" } },
        queue.ready > 0 ? brief(queue.oldestMillis) : "–",
      ),
      h(
        "td",
        { class: "queue-tools" },
        h(
          "button",
          {
            type: "button",
            class: "button quiet small",
            data: { tool: `${queue.name} pause` },
            "aria-label": `${queue.paused ? "Resume" : "Pause"} ${queue.name}`,
            onClick: pause(queue),
          },
          queue.paused ? "Resume" : "Pause",
        ),
        queue.dead > 0 &&
          h(
            "button",
            {
              type: "button",
              class: "button quiet small",
              data: { tool: `${queue.name} clean` },
              "aria-label": `Clean ${queue.name} of its dead jobs`,
              onClick: clean(queue),
            },
            "Clean",
          ),
      ),
    );

  return {
    element: h(
      "div",
      { class: "table-place", role: "region", "aria-label": "Queues", tabIndex: 0 },
      h(
        "table",
        { class: "queue-table" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, "Queue"),
            COUNTS.map(({ name }) => h("th", { scope: "col", class: "count-cell" }, name)),
            h("th", { scope: "col", class: "oldest" }, "Oldest waits"),
            h("th", { scope: "col" }, h("span", { class: "unseen" }, "Actions")),
          ),
        ),
        body,
      ),
    ),
    show(queues) {
      const tool = body.contains(document.activeElement)
        ? document.activeElement.dataset.tool
        : undefined;
      fill(body, queues.map(row));
      if (tool) {
        const same = [...body.querySelectorAll("[data-tool]")].find((e) => e.dataset.tool === tool);
        (same ?? body.closest(".table-place")).focus({ preventScroll: true });
      }
    },
  };
}
