// What got done and how long it took, drawn minute by minute with uPlot; the same in words for
// whoever does not see it.

import { fill, h } from "./dom.js";
import { brief, number } from "./queue-words.js";

const MINUTE = 60;
const HEIGHT = 190;

/** Steps of an axis: 1, 2, 5, 10, … */
const WHOLE = Array.from({ length: 24 }, (_, i) => [1, 2, 5][i % 3] * 10 ** Math.floor(i / 3));

let library = null;

/** uPlot defines a global, so it is loaded as a script, once. */
function load() {
  library ??= new Promise((loaded, failed) => {
    const script = h("script", { src: "assets/uplot/uPlot.iife.min.js" });
    script.addEventListener("load", () => loaded(window.uPlot));
    script.addEventListener("error", () => {
      library = null;
      failed(new Error("The charts could not be loaded."));
    });
    document.head.append(script);
  });
  return library;
}

/** The minutes as columns without gaps: a minute that is not told had nothing. */
function columns(minutes, span, now) {
  const end = Math.floor(now / 1000 / MINUTE) * MINUTE;
  const known = new Map(
    minutes.map((minute) => [Math.floor(Date.parse(minute.minute) / 1000), minute]),
  );
  const times = Array.from({ length: span }, (_, index) => end - (span - 1 - index) * MINUTE);
  const of = (name) => times.map((time) => known.get(time)?.[name] ?? 0);
  const ofDone = (name) => times.map((time) => known.get(time)?.[name] ?? null);
  return {
    done: [times, of("completed"), of("failed")],
    time: [times, ofDone("waitMillis"), ofDone("runMillis")],
  };
}

const colour = (name) => {
  const probe = h("span", { class: "unseen" });
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
};

function options(width, { series, say, least }) {
  const [soft, line] = [colour("--ink-soft"), colour("--line")];
  const font = "12px system-ui, sans-serif";
  const axis = { stroke: soft, font, ticks: { stroke: line, width: 1 }, grid: { stroke: line, width: 1 } };
  return {
    width,
    height: HEIGHT,
    cursor: { y: false, drag: { x: false, y: false } },
    legend: { live: true },
    scales: { y: { range: (_, __, top) => [0, Math.max(least, top * 1.15)] } },
    axes: [
      { ...axis, grid: { show: false }, values: "{HH}:{mm}", space: 60 },
      { ...axis, size: 62, incrs: WHOLE, values: (_, ticks) => ticks.map((tick) => say(tick)) },
    ],
    series: [
      { value: (_, time) => (time ? new Date(time * 1000).toTimeString().slice(0, 5) : "–") },
      ...series.map(({ label, name, dash }) => ({
        label,
        stroke: colour(name),
        width: 2,
        dash,
        points: { size: 5, fill: colour(name) },
        value: (_, value) => (value === null || value === undefined ? "–" : say(value)),
      })),
    ],
  };
}

const DONE = [
  { label: "Done", name: "--ink-soft" },
  { label: "Failed", name: "--danger", dash: [5, 4] },
];
const TIMES = [
  { label: "Waited", name: "--ink-soft", dash: [5, 4] },
  { label: "Ran", name: "--accent" },
];

function inWords(minutes, span) {
  const total = (name) => minutes.reduce((sum, minute) => sum + minute[name], 0);
  const [completed, failed] = [total("completed"), total("failed")];
  if (completed + failed === 0) return `Nothing was worked off in the last ${hours(span)}.`;
  const mean = (name) =>
    minutes.reduce((sum, one) => sum + one[name] * (one.completed + one.failed), 0) /
    (completed + failed);
  return (
    `In the last ${hours(span)}: ${number(completed)} attempts did what they should, ` +
    `${number(failed)} failed. On average a job waited ${brief(mean("waitMillis"))} ` +
    `and ran ${brief(mean("runMillis"))}.`
  );
}

const hours = (span) => (span === 60 ? "hour" : `${span / 60} hours`);

/** Two charts side by side; `show(minutes, span)` draws, `leave()` lets go. */
export function queueCharts() {
  const words = h("p", { class: "chart-words" });
  const place = () => h("div", { class: "chart-place", "aria-hidden": "true" });
  const parts = [
    { key: "done", title: "Attempts a minute", series: DONE, say: number, least: 4, place: place() },
    { key: "time", title: "Mean time of an attempt", series: TIMES, say: brief, least: 20, place: place() },
  ];
  let latest = null;

  const draw = async () => {
    if (!latest) return;
    const Plot = await load();
    const data = columns(latest.minutes, latest.span, Date.now());
    for (const part of parts) {
      const width = Math.floor(part.place.clientWidth);
      if (!width || !part.place.isConnected) continue;
      const look = `${width} ${colour("--ink")}`;
      if (part.plot && part.look === look) {
        part.plot.setData(data[part.key]);
        continue;
      }
      part.plot?.destroy();
      fill(part.place);
      part.plot = new Plot(options(width, part), data[part.key], part.place);
      part.look = look;
    }
  };
  // The words are there without the pictures.
  const drawn = () => draw().catch(() => {});
  const resized = new ResizeObserver(drawn);
  parts.forEach((part) => resized.observe(part.place));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", drawn);
  const themed = new MutationObserver(drawn);
  themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });

  return {
    element: h(
      "div",
      { class: "charts" },
      words,
      parts.map(({ title, place: where }) =>
        h("figure", { class: "chart" }, h("figcaption", {}, title), where),
      ),
    ),
    show(minutes, span) {
      latest = { minutes, span };
      const said = inWords(minutes, span);
      if (words.textContent !== said) words.textContent = said;
      drawn();
    },
    leave() {
      resized.disconnect();
      themed.disconnect();
      dark.removeEventListener("change", drawn);
      parts.forEach(({ plot }) => plot?.destroy());
    },
  };
}
