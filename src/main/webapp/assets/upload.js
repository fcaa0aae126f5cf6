// From a picture to a session: the checks that need no server, the pre-signed upload with progress,
// and the session made of it.

import { Failure, notReached } from "./api.js";
import { bytes } from "./words.js";

const LARGEST = 10 * 1024 * 1024;
// Browsers set these themselves and complain when a script tries.
const FORBIDDEN_HEADERS = new Set(["host", "content-length", "origin", "connection"]);

/** The type a picture really has, by its first bytes, or null. */
async function typeOf(blob) {
  const head = new Uint8Array(await blob.slice(0, 12).arrayBuffer());
  const starts = (at, ...values) => values.every((value, index) => head[at + index] === value);
  if (starts(0, 0x89, 0x50, 0x4e, 0x47)) return "image/png";
  if (starts(0, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return "image/webp";
  return null;
}

/** The content type of a picture that may be uploaded; otherwise a Failure that says why not. */
export async function checkedType(blob) {
  if (blob.size === 0) throw new Failure({ status: 400, message: "That file is empty." });
  if (blob.size > LARGEST) {
    throw new Failure({
      status: 413,
      message: `That picture has ${bytes(blob.size)}; up to 10 MB work. A plain screenshot is usually far smaller.`,
    });
  }
  const type = await typeOf(blob);
  if (!type) {
    throw new Failure({
      status: 415,
      message: "That is not a PNG, JPEG or WebP picture. A screenshot of the chat works best.",
    });
  }
  return type;
}

function put(url, headers, blob, { progress, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers ?? {})) {
      if (!FORBIDDEN_HEADERS.has(name.toLowerCase())) request.setRequestHeader(name, value);
    }
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      progress(total ? loaded / total : 0),
    );
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else {
        const message = "The storage did not take the picture. Please try once more.";
        reject(new Failure({ status: request.status, message }));
      }
    });
    request.addEventListener("error", () => reject(notReached()));
    request.addEventListener("abort", () => reject(new DOMException("Cancelled", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(blob);
  });
}

/** Uploads a picture and answers its new session. `progress` hears a share between 0 and 1. */
export async function uploadPicture(api, blob, { name, progress, signal }) {
  const contentType = await checkedType(blob);
  const target = await api.uploadUrl(contentType, blob.size, signal);
  await put(target.uploadUrl, target.headers, blob, { progress, signal });
  signal.throwIfAborted();
  return api.createSession({ type: "screenshot", imageKey: target.imageKey, name });
}
