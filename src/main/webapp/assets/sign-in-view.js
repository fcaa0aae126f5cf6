// The first thing a person sees: what this is, and the way in.

import { busyWhile, fill, h, icon, newId } from "./dom.js";
import { noticePlace } from "./feedback.js";

const SHORTEST_PASSWORD = 10;

/** A labelled input with room for a hint and for what is wrong with it. */
function field({ name, label, type = "text", hint, ...properties }) {
  const [id, hintId, wrongId] = [newId(name), newId("hint"), newId("wrong")];
  const input = h("input", {
    id,
    name,
    type,
    "aria-describedby": hint ? `${hintId} ${wrongId}` : wrongId,
    ...properties,
  });
  const wrong = h("p", { id: wrongId, class: "field-wrong" });
  input.addEventListener("input", () => says(""));
  const says = (message) => {
    wrong.textContent = message;
    if (message) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  return {
    name,
    input,
    says,
    element: h(
      "div",
      { class: "field" },
      h("label", { htmlFor: id }, label),
      input,
      hint && h("p", { id: hintId, class: "field-hint" }, hint),
      wrong,
    ),
  };
}

function check(fields, creating) {
  for (const one of fields) {
    const { input, says } = one;
    if (input.required && !input.value.trim()) says("Please fill this in.");
    else if (input.type === "email" && !input.validity.valid)
      says("This does not look like an e-mail address.");
    else if (creating && input.type === "password" && input.value.length < SHORTEST_PASSWORD) {
      says(`At least ${SHORTEST_PASSWORD} characters, please.`);
    } else continue;
    return one;
  }
  return null;
}

function accountForm(account, creating) {
  const notice = noticePlace();
  const email = field({
    name: "email",
    label: "E-mail address",
    type: "email",
    autocomplete: creating ? "email" : "username",
    required: true,
    inputmode: "email",
  });
  const password = field({
    name: "password",
    label: "Password",
    type: "password",
    autocomplete: creating ? "new-password" : "current-password",
    required: true,
    maxLength: 128,
    hint: creating
      ? `${SHORTEST_PASSWORD} characters or more. A short sentence works well.`
      : undefined,
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
    const wrong = check(fields, creating);
    if (wrong) {
      wrong.input.focus();
      return;
    }
    const values = { email: email.input.value.trim(), password: password.input.value };
    if (creating && name.input.value.trim()) values.name = name.input.value.trim();
    await busyWhile(submit, () =>
      creating ? account.register(values) : account.signIn(values),
    ).catch((failure) => {
      const known = fields.filter((one) => {
        const problem = failure.fields?.find((entry) => entry.field === one.name);
        if (problem) one.says(problem.message);
        return problem;
      });
      if (known.length > 0) known[0].input.focus();
      else {
        notice.show(failure, failure.waitSeconds || failure.offline ? go : undefined);
        if (failure.code === "invalid_credentials") password.input.select();
      }
    });
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
    fill(place, accountForm(account, creating));
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
