// What the link of an invitation leads to.

import { busyWhile, fill, h } from "./dom.js";
import { noticePlace } from "./feedback.js";
import { check, field, newPasswordField, showFailure } from "./fields.js";

/** Lets whoever came by an invitation join: with their account, or with a new one. */
export function joinView(main, { account, go }, token) {
  document.title = "Accept the invitation · Repartee";
  const notice = noticePlace();
  const name = field({
    name: "name",
    label: "Your name (optional)",
    autocomplete: "name",
    maxLength: 120,
  });
  const password = newPasswordField({ name: "password", label: "Choose a password" });
  const fields = account.signedIn ? [] : [name, password];
  const submit = h(
    "button",
    { class: "button primary wide" },
    account.signedIn ? "Join" : "Create account and join",
  );
  const join = async () => {
    notice.clear();
    if (check(fields)) return;
    const acceptance = { token };
    if (!account.signedIn) {
      acceptance.password = password.input.value;
      if (name.input.value.trim()) acceptance.name = name.input.value.trim();
    }
    try {
      await busyWhile(submit, () => account.join(acceptance));
      history.replaceState(null, "", `${location.pathname}${location.search}#/`);
      go("#/");
    } catch (failure) {
      showFailure(failure, fields, notice, join);
    }
  };
  fill(
    main,
    h(
      "section",
      { class: "recovery card", "aria-labelledby": "join-title" },
      h("h1", { id: "join-title", tabIndex: -1 }, "You are invited"),
      h(
        "p",
        { class: "soft" },
        account.signedIn
          ? `You join as ${account.user.email}.`
          : "Have an account for this address? Sign in first, and follow the link again.",
      ),
      h(
        "form",
        {
          class: "account-form",
          novalidate: true,
          onSubmit: (event) => {
            event.preventDefault();
            join();
          },
        },
        fields.map(({ element }) => element),
        notice.element,
        submit,
      ),
    ),
  );
  return () => {};
}
