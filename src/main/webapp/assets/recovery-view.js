// What links in mails lead to, and how one gets such a mail: another password, a confirmed address.

import { send } from "./api.js";
import { busyWhile, fill, focusOn, h } from "./dom.js";
import { noticePlace } from "./feedback.js";
import { check, field, newPasswordField, showFailure } from "./fields.js";

/** A heading and a sentence, in place of a form that is done. */
export function message(title, text, ...more) {
  return h(
    "div",
    { class: "account-form", role: "status", tabIndex: -1 },
    h("h2", {}, title),
    h("p", {}, text),
    more,
  );
}

function form(fields, notice, submit, go, ...more) {
  return h(
    "form",
    {
      class: "account-form",
      novalidate: true,
      onSubmit: (event) => {
        event.preventDefault();
        go();
      },
    },
    fields.map(({ element }) => element),
    notice.element,
    submit,
    more,
  );
}

/** Asks for a mail with which another password can be chosen. */
export function forgotForm(known, back) {
  const notice = noticePlace();
  const email = field({
    name: "email",
    label: "E-mail address",
    type: "email",
    autocomplete: "username",
    required: true,
    inputmode: "email",
    value: known,
  });
  const submit = h("button", { class: "button primary wide" }, "Send me a link");
  const go = async () => {
    notice.clear();
    if (check([email])) return;
    const address = email.input.value.trim();
    try {
      await busyWhile(submit, () => send("POST", "auth/forgot-password", { body: { email: address } }));
      const done = message(
        "Check your mail",
        `If ${address} has an account, a mail is on its way. Its link is good for an hour.`,
      );
      element.replaceWith(done);
      focusOn(done);
    } catch (failure) {
      showFailure(failure, [email], notice, go);
    }
  };
  const element = form(
    [email],
    notice,
    submit,
    go,
    h("button", { type: "button", class: "link-button", onClick: back }, "Back to signing in"),
  );
  return element;
}

/** The token is for this visit alone: it does not stay in the address, nor in the history. */
function takeTokenOutOfAddress() {
  history.replaceState(null, "", `${location.pathname}${location.search}#/`);
}

function card(main, title, lead, body) {
  document.title = `${title} · Repartee`;
  fill(
    main,
    h(
      "section",
      { class: "recovery card", "aria-labelledby": "recovery-title" },
      h("h1", { id: "recovery-title", tabIndex: -1 }, title),
      h("p", { class: "soft" }, lead),
      body,
    ),
  );
}

const onward = (go) =>
  h("button", { type: "button", class: "button primary wide", onClick: () => go("#/") }, "Go on");

/** Lets whoever came by a mail choose another password. */
export function resetView(main, { account, go }, token) {
  takeTokenOutOfAddress();
  const notice = noticePlace();
  const password = newPasswordField({ name: "password", label: "New password" });
  const submit = h("button", { class: "button primary wide" }, "Change the password");
  const change = async () => {
    notice.clear();
    if (check([password])) return;
    try {
      await busyWhile(submit, () =>
        send("POST", "auth/reset-password", { body: { token, password: password.input.value } }),
      );
      account.ended();
      const text = "Every device was signed out. Sign in with the new password.";
      card(main, "The password is changed", text, onward(go));
      focusOn(main.querySelector("h1"));
    } catch (failure) {
      showFailure(failure, [password], notice, change);
    }
  };
  const lead = "It takes the place of the one you had, and signs out every device.";
  card(main, "Choose another password", lead, form([password], notice, submit, change));
  return () => {};
}

/** Confirms an address; by a button, because programs that look at mail follow links. */
export function verifyView(main, { go }, token) {
  takeTokenOutOfAddress();
  const notice = noticePlace();
  const submit = h("button", { class: "button primary wide" }, "Confirm my address");
  const confirm = async () => {
    notice.clear();
    try {
      await busyWhile(submit, () => send("POST", "auth/verify-email", { body: { token } }));
      card(main, "Your address is confirmed", "You can use your account now.", onward(go));
      focusOn(main.querySelector("h1"));
    } catch (failure) {
      showFailure(failure, [], notice, confirm);
    }
  };
  const lead = "One step is left: say that you have got our mail.";
  card(main, "Confirm your address", lead, form([], notice, submit, confirm));
  return () => {};
}
