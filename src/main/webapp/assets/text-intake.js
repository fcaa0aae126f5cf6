// Bringing a conversation as pasted text.

import { Failure } from "./api.js";
import { busyWhile, growing, h, newId } from "./dom.js";
import { noticePlace } from "./feedback.js";

const LONGEST = 20_000;

/** The form; `opened(session)` is called when a session has been made of the text. */
export function textForm({ api, opened }) {
  const notice = noticePlace();
  const [areaId, hintId] = [newId("pasted"), newId("hint")];
  const area = growing(
    h("textarea", {
      id: areaId,
      rows: "6",
      maxLength: LONGEST,
      placeholder:
        "them: Did you survive the wedding?\nme: Barely. I caught the bouquet by accident",
      "aria-describedby": hintId,
    }),
  );
  const submit = h("button", { class: "button primary" }, "Start with this");
  const go = async () => {
    notice.clear();
    if (!area.value.trim()) {
      notice.show(new Failure({ status: 400, message: "Paste or write at least one line first." }));
      area.focus();
      return;
    }
    await busyWhile(submit, async () =>
      opened(await api.createSession({ type: "text", text: area.value })),
    ).catch((failure) => notice.show(failure, go));
  };
  return h(
    "form",
    {
      class: "text-form",
      onSubmit: (event) => {
        event.preventDefault();
        go();
      },
    },
    h("label", { htmlFor: areaId }, "The conversation, one message a line"),
    area,
    h(
      "p",
      { id: hintId, class: "field-hint" },
      "Begin each line with “me:” or “them:” (or a name).",
    ),
    notice.element,
    submit,
  );
}
