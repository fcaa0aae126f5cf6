// Bringing a conversation: drop, pick or paste a picture, choose a sample, or paste the text.

import { Failure } from "./api.js";
import { fill, focusOn, h, icon, newId } from "./dom.js";
import { announce, noticePlace } from "./feedback.js";
import { textForm } from "./text-intake.js";
import { checkedType, uploadPicture } from "./upload.js";

const SAMPLES = [
  { file: "ramen.png", name: "Ramen with Mina", says: "Thirty bowls on Thursday" },
  { file: "margins.png", name: "Notes in the margins", says: "An ending to be angry about" },
  { file: "kiln.png", name: "The leaning bowl", says: "A masterpiece, delivered" },
];

// Pictures just uploaded, by session, so that the next view shows them without a second download.
const previews = new Map();

/** The local picture of a session created in this visit, or undefined. */
export const previewOf = (sessionId) => previews.get(sessionId);

function uploading(place, blob, stop) {
  const src = URL.createObjectURL(blob);
  const bar = h("progress", { max: "1", value: 0, "aria-label": "Upload" });
  const words = h("p", { class: "upload-words" }, "Uploading…");
  const cancel = h(
    "button",
    { type: "button", class: "button quiet small", onClick: stop },
    "Cancel",
  );
  fill(
    place,
    h(
      "div",
      { class: "uploading" },
      h("img", { src, alt: "The picture being uploaded" }),
      h("div", { class: "uploading-words" }, words, bar, cancel),
    ),
  );
  focusOn(cancel);
  return {
    src,
    progress(share) {
      bar.value = share;
      words.textContent =
        share < 1 ? `Uploading, ${Math.round(share * 100)} %` : "Uploaded. Opening…";
    },
  };
}

/** The drop area with its samples. `opened(session)` is called when a session has been made. */
export function intake({ api, opened }) {
  const notice = noticePlace();
  const place = h("div", { class: "intake-place" });
  let controller = null;

  const bring = async (blob, name) => {
    if (controller) return;
    notice.clear();
    controller = new AbortController();
    const { signal } = controller;
    let shown = null;
    try {
      await checkedType(blob);
      shown = uploading(place, blob, () => controller?.abort());
      announce("Uploading the picture");
      const session = await uploadPicture(api, blob, { name, progress: shown.progress, signal });
      previews.set(session.id, shown.src);
      opened(session);
    } catch (failure) {
      if (shown) {
        URL.revokeObjectURL(shown.src);
        offer();
        focusOn(place.querySelector("input[type=file]"));
      }
      if (failure?.name === "AbortError") announce("Upload cancelled");
      else
        notice.show(
          failure,
          failure.waitSeconds || failure.offline || failure.status >= 500
            ? () => bring(blob, name)
            : undefined,
        );
    } finally {
      controller = null;
    }
  };

  const bringSample = async (sample) => {
    try {
      const response = await fetch(new URL(`samples/${sample.file}`, document.baseURI));
      if (!response.ok)
        throw new Failure({ status: response.status, message: "That sample could not be loaded." });
      await bring(await response.blob(), sample.name);
    } catch (failure) {
      notice.show(
        failure instanceof Failure
          ? failure
          : new Failure({ message: "That sample could not be loaded." }),
        () => bringSample(sample),
      );
    }
  };

  const offer = () => {
    const fileId = newId("file");
    const file = h("input", {
      id: fileId,
      class: "drop-input",
      type: "file",
      accept: "image/png,image/jpeg,image/webp",
      onChange: () => {
        const [chosen] = file.files;
        if (chosen) bring(chosen);
        file.value = "";
      },
    });
    fill(
      place,
      h(
        "div",
        { class: "drop" },
        file,
        h(
          "label",
          { htmlFor: fileId, class: "drop-label" },
          h("span", { class: "drop-sign", "aria-hidden": "true" }, icon("picture")),
          h("span", { class: "drop-title" }, "Drop a chat screenshot here"),
          h(
            "span",
            { class: "drop-more" },
            "or ",
            h("span", { class: "drop-pick" }, "choose one"),
            ", or paste it. PNG, JPEG or WebP, up to 10 MB.",
          ),
        ),
      ),
    );
  };

  const onPaste = (event) => {
    const picture = [...(event.clipboardData?.files ?? [])].find((one) =>
      one.type.startsWith("image/"),
    );
    if (!picture || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    choose("picture");
    bring(picture);
  };
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let depth = 0;
  const onDragEnter = (event) => {
    if (!carriesFiles(event)) return;
    depth += 1;
    element.classList.add("dropping");
  };
  const onDragLeave = () => {
    depth = Math.max(0, depth - 1);
    if (depth === 0) element.classList.remove("dropping");
  };
  const onDragOver = (event) => {
    if (carriesFiles(event)) event.preventDefault();
  };
  const onDrop = (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    element.classList.remove("dropping");
    const [dropped] = event.dataTransfer.files;
    if (!dropped) return;
    choose("picture");
    bring(dropped);
  };

  const samples = h(
    "div",
    { class: "samples" },
    h("h2", { class: "samples-title" }, "Or try a sample"),
    h(
      "ul",
      { class: "samples-list" },
      SAMPLES.map((sample) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              class: "sample",
              data: { sample: sample.file },
              onClick: () => bringSample(sample),
            },
            h("img", {
              src: `samples/${sample.file}`,
              alt: "",
              width: "117",
              height: "253",
              loading: "lazy",
            }),
            h(
              "span",
              { class: "sample-words" },
              h("strong", {}, sample.name),
              h("span", {}, sample.says),
            ),
          ),
        ),
      ),
    ),
  );

  const modes = [
    { id: "picture", sign: "picture", label: "A screenshot" },
    { id: "text", sign: "lines", label: "Pasted text" },
  ].map((mode) => ({
    ...mode,
    button: h(
      "button",
      { type: "button", class: "segment", onClick: () => choose(mode.id) },
      icon(mode.sign),
      mode.label,
    ),
  }));
  const text = h("div", { hidden: true }, textForm({ api, opened }));
  const picture = h("div", {}, place, notice.element, samples);
  const choose = (id) => {
    for (const mode of modes) mode.button.setAttribute("aria-pressed", String(mode.id === id));
    picture.hidden = id !== "picture";
    text.hidden = id !== "text";
  };

  const element = h(
    "section",
    { class: "intake", "aria-labelledby": "intake-title" },
    h("h1", { id: "intake-title", class: "display" }, "Bring a conversation"),
    h(
      "div",
      { class: "segments", role: "group", "aria-label": "What to bring" },
      modes.map((mode) => mode.button),
    ),
    picture,
    text,
  );
  offer();
  choose("picture");

  document.addEventListener("paste", onPaste);
  window.addEventListener("dragenter", onDragEnter);
  window.addEventListener("dragleave", onDragLeave);
  window.addEventListener("dragover", onDragOver);
  window.addEventListener("drop", onDrop);
  const leave = () => {
    controller?.abort();
    document.removeEventListener("paste", onPaste);
    window.removeEventListener("dragenter", onDragEnter);
    window.removeEventListener("dragleave", onDragLeave);
    window.removeEventListener("dragover", onDragOver);
    window.removeEventListener("drop", onDrop);
  };
  return { element, leave };
}
