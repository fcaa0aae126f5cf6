// What is done by the clock, and when next.

import { fill, h } from "./dom.js";
import { exactly, typeName } from "./queue-words.js";
import { ago } from "./words.js";

const SHOWN = 3;

const zoneName = (zone) => (zone === "Z" ? "UTC" : zone);

/** The schedules as an element, with `show`. */
export function schedulesPart() {
  const list = h("ul", { class: "schedules" });
  return {
    element: h("section", { class: "schedules-part" }, h("h2", {}, "Schedules"), list),
    show(schedules) {
      fill(
        list,
        schedules.map((schedule) =>
          h(
            "li",
            { class: "schedule" },
            h("h3", {}, schedule.name),
            h("p", { class: "small" }, h("code", {}, schedule.rule), ` ${zoneName(schedule.zone)}`),
            h("p", { class: "small soft" }, `Makes ${typeName(schedule.type)}`),
            h(
              "p",
              { class: "small" },
              schedule.lastTick ? `Last ${ago(schedule.lastTick)}` : "Has not been due yet",
            ),
            h(
              "ol",
              { class: "ticks small", "aria-label": `Next times of ${schedule.name}` },
              schedule.nextTicks
                .slice(0, SHOWN)
                .map((tick) => h("li", {}, h("time", { datetime: tick }, exactly(tick)))),
            ),
          ),
        ),
      );
    },
  };
}
