// The screenshot beside the transcript. The signed address of a picture runs out after a while, so
// it is asked for once more when the picture does not load.

import { enlargeMark, showPicture } from "./dialogs.js";
import { h } from "./dom.js";
import { previewOf } from "./intake.js";

const ALT = "The screenshot of the conversation. Its text is in the transcript.";

/** The figure for a session, or null when it has no picture. */
export function pictureOf(session, { reload }) {
  let src = previewOf(session.id) ?? session.imageUrl;
  if (!src) return null;
  let renewed = false;
  const image = h("img", { src, alt: ALT });
  image.addEventListener("error", async () => {
    if (renewed) {
      element.hidden = true;
      return;
    }
    renewed = true;
    try {
      const fresh = await reload();
      if (fresh.imageUrl) image.src = src = fresh.imageUrl;
    } catch {
      element.hidden = true;
    }
  });
  const element = h(
    "figure",
    { class: "picture" },
    h(
      "button",
      {
        type: "button",
        class: "picture-button",
        "aria-label": "Enlarge the picture",
        onClick: () => showPicture(src, ALT),
      },
      image,
      enlargeMark(),
    ),
  );
  return {
    element,
    update(changed) {
      if (!renewed && !previewOf(changed.id) && changed.imageUrl && !src)
        image.src = src = changed.imageUrl;
    },
  };
}
