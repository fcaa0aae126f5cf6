// Fields of the forms about accounts, and what is wrong with them.

import { h, newId } from "./dom.js";

const shortestPassword = 10;

/** A labelled input with room for a hint and for what is wrong with it. */
export function field({ name, label, type = "text", hint, ...properties }) {
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

/** A field for a password that is to be chosen. */
export const newPasswordField = (properties) =>
  field({
    type: "password",
    autocomplete: "new-password",
    required: true,
    maxLength: 128,
    hint: `${shortestPassword} characters or more. A short sentence works well.`,
    ...properties,
  });

/** Says what is missing at the first field that is not as it should be; answers that field. */
export function check(fields) {
  for (const one of fields) {
    const { input, says } = one;
    if (input.required && !input.value.trim()) says("Please fill this in.");
    else if (input.type === "email" && !input.validity.valid)
      says("This does not look like an e-mail address.");
    else if (input.autocomplete === "new-password" && input.value.length < shortestPassword) {
      says(`At least ${shortestPassword} characters, please.`);
    } else continue;
    input.focus();
    return one;
  }
  return null;
}

const sentence = (text) => (/^(is|must) /.test(text) ? `It ${text}.` : text);

/** Shows a failure at the fields it names, or else in the notice, with another try where it helps. */
export function showFailure(failure, fields, notice, again) {
  const known = fields.filter((one) => {
    const problem = failure.fields?.find((entry) => entry.field === one.name);
    if (problem) one.says(sentence(problem.message));
    return problem;
  });
  if (known.length > 0) known[0].input.focus();
  else notice.show(failure, failure.waitSeconds || failure.offline ? again : undefined);
}
