// How queues and jobs are said: states, lengths of time, numbers.

export const STATES = ["waiting", "running", "delayed", "held", "dead", "done"];

export const stateMeanings = {
  waiting: "ready, in the order they will run",
  running: "at work now",
  delayed: "due later, or to be tried again",
  held: "waiting for others of their group, or for children",
  dead: "failed for the last time",
  done: "done, and kept for a while",
};

const NUMBERS = new Intl.NumberFormat("en");

export const number = (value) => NUMBERS.format(value);

/** "8 ms", "1.2 s", "3 min", "2 h": short, for tables and charts. */
export function brief(millis) {
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(millis < 10_000 ? 1 : 0)} s`;
  if (millis < 3_600_000) return `${Math.round(millis / 60_000)} min`;
  if (millis < 48 * 3_600_000) return `${Math.round(millis / 3_600_000)} h`;
  return `${Math.round(millis / 86_400_000)} days`;
}

/** "ReadScreenshot" for "ReadScreenshot.Payload": what a job does, without what every type has. */
export const typeName = (type) => type.replace(/\.(Payload|Work|Job)$/, "");

const TIME = new Intl.DateTimeFormat("en", {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** A time as the person's clock shows it. */
export const exactly = (time) => TIME.format(new Date(time));
