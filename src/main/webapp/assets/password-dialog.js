// Changes the password of who is signed in.

import { opened } from "./dialogs.js";
import { busyWhile, h, newId } from "./dom.js";
import { noticePlace, toast } from "./feedback.js";
import { check, field, newPasswordField, showFailure } from "./fields.js";

/** Asks for the current and the new password, until that worked or is given up. */
export function changePassword(account) {
  const titleId = newId("dialog");
  const notice = noticePlace();
  const current = field({
    name: "currentPassword",
    label: "Current password",
    type: "password",
    autocomplete: "current-password",
    required: true,
    maxLength: 128,
  });
  const replacement = newPasswordField({ name: "newPassword", label: "New password" });
  const fields = [current, replacement];
  const submit = h("button", { class: "button primary" }, "Change the password");
  const go = async () => {
    notice.clear();
    if (check(fields)) return;
    try {
      await busyWhile(submit, () =>
        account.changePassword(current.input.value, replacement.input.value),
      );
      dialog.close("");
      toast("The password is changed. Other devices were signed out.");
    } catch (failure) {
      showFailure(failure, fields, notice, go);
    }
  };
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": titleId },
    h(
      "form",
      {
        novalidate: true,
        onSubmit: (event) => {
          event.preventDefault();
          go();
        },
      },
      h("h2", { id: titleId }, "Change the password"),
      h(
        "input",
        // So that password managers know whose it is.
        { type: "text", value: account.user.email, autocomplete: "username", hidden: true },
      ),
      fields.map(({ element }) => element),
      notice.element,
      h(
        "div",
        { class: "dialog-buttons" },
        h(
          "button",
          { type: "button", class: "button quiet", onClick: () => dialog.close("") },
          "Cancel",
        ),
        submit,
      ),
    ),
  );
  return opened(dialog);
}
