// What the page says back: announcements for screen readers, short toasts, and notices that explain
// a failure beside the thing that failed.

import { Failure } from "./api.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { clock } from "./words.js";

/** Says something to screen readers only; politely, after what they are reading. */
export function announce(text) {
  const announcer = document.getElementById("announcer");
  announcer.textContent = "";
  requestAnimationFrame(() => (announcer.textContent = text));
}

/** A short success or hint at the edge of the page, with an optional way back. */
export function toast(text, { action, label } = {}) {
  const box = document.getElementById("toasts");
  const close = () => item.remove();
  const item = h(
    "div",
    { class: "toast" },
    h("p", {}, text),
    action &&
      h(
        "button",
        {
          type: "button",
          class: "link-button",
          onClick: () => {
            close();
            action();
          },
        },
        label,
      ),
    iconButton("close", "Dismiss", close),
  );
  box.append(item);
  while (box.children.length > 3) box.firstElementChild.remove();
  announce(text);
  let timer = 0;
  const arm = () => (timer = setTimeout(close, action ? 9000 : 4500));
  const hold = () => clearTimeout(timer);
  item.addEventListener("pointerenter", hold);
  item.addEventListener("pointerleave", arm);
  item.addEventListener("focusin", hold);
  item.addEventListener("focusout", arm);
  arm();
}

/** Any thrown thing as a Failure; programming errors are reported to the console as well. */
export function asFailure(thrown) {
  if (thrown instanceof Failure) return thrown;
  console.error(thrown);
  return new Failure({
    message: "Something on this page went wrong. Reloading it usually helps.",
    status: -1,
  });
}

/**
 * A place for failures: `show(failure, retry)` explains and offers the retry, as soon as the server
 * allows it; `clear()` empties it. The element itself is always in the document, so that screen
 * readers notice the change.
 */
export function noticePlace() {
  const element = h("div", { class: "notice-place", role: "alert" });
  let ticking = 0;
  const clear = () => {
    clearInterval(ticking);
    fill(element);
  };
  const show = (thrown, retry) => {
    clear();
    const failure = asFailure(thrown);
    const fields = failure.fields.map(({ message, field }) =>
      h("li", {}, field ? `${field}: ${message}` : message),
    );
    fill(
      element,
      h(
        "div",
        { class: "notice" },
        icon("alert"),
        h(
          "div",
          { class: "notice-body" },
          h("p", {}, failure.message),
          fields.length > 0 && h("ul", {}, fields),
          failure.status >= 500 &&
            failure.traceId &&
            h("p", { class: "small" }, `Reference ${failure.traceId}`),
          retry && retryButton(failure, retry),
        ),
      ),
    );
  };
  const retryButton = (failure, retry) => {
    const label = h("span", {}, "Try again");
    const button = h(
      "button",
      {
        type: "button",
        class: "button quiet small",
        onClick: () => {
          clear();
          retry();
        },
      },
      icon("again"),
      label,
    );
    if (failure.waitSeconds) {
      const end = Date.now() + failure.waitSeconds * 1000;
      button.disabled = true;
      const tick = () => {
        const left = Math.ceil((end - Date.now()) / 1000);
        button.disabled = left > 0;
        label.textContent = left > 0 ? `Try again in ${clock(left)}` : "Try again";
        if (left <= 0) clearInterval(ticking);
      };
      tick();
      ticking = setInterval(tick, 1000);
    }
    return button;
  };
  return { element, show, clear };
}

/** Copies text; also where the clipboard API is missing, as on plain http. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = h("textarea", { class: "unseen", value: text, "aria-hidden": "true" });
    const before = document.activeElement;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    before?.focus?.();
    return copied;
  }
}

/** A copy button that turns into a check mark for a moment. */
export function copyButton(text, { label = "Copy", className = "button quiet", after } = {}) {
  const words = h("span", {}, label);
  const sign = h("span", { class: "sign" }, icon("copy"));
  const button = h(
    "button",
    {
      type: "button",
      class: className,
      onClick: async () => {
        if (!(await copy(text()))) {
          toast("The browser did not allow copying. Select the text instead.");
          return;
        }
        fill(sign, icon("check"));
        words.textContent = "Copied";
        announce("Copied");
        setTimeout(() => {
          fill(sign, icon("copy"));
          words.textContent = label;
        }, 1800);
        after?.();
      },
    },
    sign,
    words,
  );
  return button;
}
