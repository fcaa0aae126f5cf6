// How things are said on the page: times, numbers and the names of styles, phases and states.

export const STYLES = ["playful", "warm", "direct", "witty", "curious", "confident"];

export const PHASES = [
  { id: "HOOK", name: "Hook", says: "getting the first reply" },
  { id: "BRIDGE", name: "Bridge", says: "finding common ground" },
  { id: "PIVOT", name: "Pivot", says: "turning towards something" },
  { id: "CLOSE", name: "Close", says: "making it happen" },
];

const STATUS = {
  pending_user_input: "Waiting for your words",
  previewing_screenshot: "Waiting for the picture",
  uploading: "Uploading",
  analysis_in_progress: "Reading",
  verifying_ocr: "To check",
  complete: "Ready",
  error: "Needs a retry",
};

export const statusName = (status) => STATUS[status] ?? status;

export const isReading = (status) =>
  status === "uploading" || status === "previewing_screenshot" || status === "analysis_in_progress";

export const capital = (word) => (word ? word[0].toUpperCase() + word.slice(1) : "");

export const authorName = (author) => (author === "user" ? "You" : "Them");

export const otherAuthor = (author) => (author === "user" ? "contact" : "user");

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const STEPS = [
  [3600, "minute", 60],
  [86400, "hour", 3600],
  [7 * 86400, "day", 86400],
];

/** "5 minutes ago" for the last week, a date before that. */
export function ago(time, now = Date.now()) {
  const date = new Date(time);
  const seconds = Math.round((date.getTime() - now) / 1000);
  if (Number.isNaN(seconds)) return "";
  if (Math.abs(seconds) < 60) return "just now";
  for (const [limit, unit, size] of STEPS) {
    if (Math.abs(seconds) < limit) return relative.format(Math.round(seconds / size), unit);
  }
  return date.toLocaleDateString("en", { day: "numeric", month: "long", year: "numeric" });
}

/** "12 minutes", "40 seconds": a length of time for a sentence. */
export function duration(seconds) {
  if (seconds < 90)
    return `${Math.max(1, Math.round(seconds))} ${seconds < 1.5 ? "second" : "seconds"}`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 3600)} hours`;
}

/** "0:42": a countdown. */
export const clock = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** "2.4 MB" */
export function bytes(size) {
  return size < 1_000_000
    ? `${Math.max(1, Math.round(size / 1000))} kB`
    : `${(size / 1_000_000).toFixed(1)} MB`;
}
