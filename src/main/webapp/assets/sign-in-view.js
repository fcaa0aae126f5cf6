// The first thing a person sees: what this is, and the way in.

import { busyWhile, fill, focusOn, h, icon } from "./dom.js";
import { noticePlace } from "./feedback.js";
import { check, field, newPasswordField, showFailure } from "./fields.js";
import { forgotForm, message } from "./recovery-view.js";

function accountForm(account, creating, { onMail, onForgotten }) {
  const notice = noticePlace();
  const email = field({
    name: "email",
    label: "E-mail address",
    type: "email",
    autocomplete: creating ? "email" : "username",
    required: true,
    inputmode: "email",
  });
  const password = creating
    ? newPasswordField({ name: "password", label: "Password" })
    : field({
        name: "password",
        label: "Password",
        type: "password",
        autocomplete: "current-password",
        required: true,
        maxLength: 128,
      });
  const name = field({
    name: "name",
    label: "Your name (optional)",
    autocomplete: "name",
    maxLength: 100,
  });
  const fields = creating ? [name, email, password] : [email, password];
  const submit = h(
    "button",
    { class: "button primary wide" },
    creating ? "Create account" : "Sign in",
  );
  const go = async () => {
    notice.clear();
    if (check(fields)) return;
    const values = { email: email.input.value.trim(), password: password.input.value };
    if (creating && name.input.value.trim()) values.name = name.input.value.trim();
    try {
      const inside = await busyWhile(submit, () =>
        creating ? account.register(values) : account.signIn(values),
      );
      if (inside === false) onMail(values.email);
    } catch (failure) {
      showFailure(failure, fields, notice, go);
      if (failure.code === "invalid_credentials") password.input.select();
    }
  };
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
    !creating &&
      h(
        "button",
        {
          type: "button",
          class: "link-button",
          onClick: () => onForgotten(email.input.value.trim()),
        },
        "Forgot password?",
      ),
  );
}

function vignette() {
  return h(
    "figure",
    { class: "vignette", "aria-hidden": "true" },
    h(
      "p",
      { class: "bubble contact" },
      "I pass your street on Saturday. Shall I bring you your masterpiece?",
    ),
    h(
      "div",
      { class: "vignette-reply" },
      h("p", { class: "vignette-tag" }, icon("spark"), "Witty, and it says yes"),
      h(
        "p",
        { class: "bubble user" },
        "Only if it gets to lean on you the whole way. I’ll trade you coffee for safe delivery.",
      ),
      h(
        "p",
        { class: "vignette-why" },
        "Picks up the running joke about leaning, accepts, and adds a reason to stay a while.",
      ),
    ),
  );
}

/** What is there instead of a form where accounts are kept elsewhere. */
function elsewhere() {
  return [
    h("h2", {}, "Sign in elsewhere"),
    h(
      "p",
      { class: "small" },
      "The accounts of this installation are kept by Clerk. Sign in with the app that you use; this page has no form for it.",
    ),
  ];
}

/** Renders the entrance into `main`; the app hears from `account` when someone has come in. */
export function signInView(main, { account }) {
  document.title = "Repartee: know what to say next";
  const place = h("div", {});
  const tabs = [
    { creating: false, label: "Sign in" },
    { creating: true, label: "Create account" },
  ].map(({ creating, label }) => {
    const button = h(
      "button",
      { type: "button", class: "segment", onClick: () => choose(creating, true) },
      label,
    );
    return { creating, button };
  });
  const choose = (creating, focus) => {
    for (const tab of tabs)
      tab.button.setAttribute("aria-pressed", String(tab.creating === creating));
    fill(
      place,
      accountForm(account, creating, {
        onMail: (email) => {
          const text = `We have written to ${email}. Follow the link in that mail, then sign in.`;
          fill(place, message("Check your mail", text));
          focusOn(place.firstElementChild);
        },
        onForgotten: (email) => {
          fill(place, forgotForm(email, () => choose(false, true)));
          place.querySelector("input").focus();
        },
      }),
    );
    if (focus) place.querySelector("input").focus();
  };
  choose(false, false);
  const card = h(
    "section",
    { class: "entrance-card card", "aria-label": "Your account" },
    h(
      "div",
      { class: "segments", role: "group", "aria-label": "Sign in or create an account" },
      tabs.map((tab) => tab.button),
    ),
    place,
    h(
      "p",
      { class: "demo-hint small" },
      "Just trying it on your own machine? The server prints a demo login in its terminal when it starts.",
    ),
  );
  account
    .isElsewhere()
    .then((answer) => answer && fill(card, ...elsewhere()))
    .catch(() => {}); // then the form says what is wrong when it is sent
  fill(
    main,
    h(
      "div",
      { class: "entrance" },
      h(
        "section",
        { class: "entrance-words", "aria-labelledby": "entrance-title" },
        h(
          "h1",
          { id: "entrance-title", class: "display" },
          "Know what to say ",
          h("em", {}, "next."),
        ),
        h(
          "p",
          { class: "lead" },
          "Bring a chat screenshot. Repartee reads it, you check what it read, and it suggests a reply, with its reasons.",
        ),
        vignette(),
      ),
      card,
    ),
  );
  return () => {};
}
