// One line of what was read: its author, its text, and the buttons that move or remove it.

import { fill, growing, h, icon, iconButton } from "./dom.js";
import { authorName, otherAuthor } from "./words.js";

const LONGEST_LINE = 4_000;

/** One line with its controls; `ask` are the things it can ask of the list. */
export function lineRow(line, ask) {
  const area = growing(
    h("textarea", {
      rows: "1",
      maxLength: LONGEST_LINE,
      value: line.text,
      onInput: () => {
        line.text = area.value;
        says("");
      },
      onKeydown: (event) => {
        if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
          event.preventDefault();
          ask.move(row, event.key === "ArrowUp" ? -1 : 1, area);
        } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          ask.confirm();
        }
      },
    }),
  );
  const author = h("button", {
    type: "button",
    class: "author-button",
    onClick: () => ask.swap(row),
  });
  const up = iconButton("up", "Move up", () => ask.move(row, -1, up));
  const down = iconButton("down", "Move down", () => ask.move(row, 1, down));
  const remove = iconButton("trash", "Remove", () => ask.remove(row));
  const wrong = h("p", { class: "field-wrong" });
  const says = (message) => {
    wrong.textContent = message;
    if (message) area.setAttribute("aria-invalid", "true");
    else area.removeAttribute("aria-invalid");
  };
  const element = h(
    "li",
    { class: "line" },
    h(
      "div",
      { class: "line-box" },
      h("div", { class: "line-top" }, author, h("div", { class: "line-tools" }, up, down, remove)),
      area,
      wrong,
    ),
  );
  const row = {
    line,
    element,
    area,
    author,
    says,
    number(index, count) {
      element.dataset.author = line.author;
      fill(author, authorName(line.author), icon("swap"));
      const other = authorName(otherAuthor(line.author)).toLowerCase();
      const said = `Line ${index + 1}, said by ${authorName(line.author).toLowerCase()}`;
      author.setAttribute("aria-label", `${authorName(line.author)}: ${said}. Change to ${other}`);
      area.setAttribute("aria-label", `Text of line ${index + 1}`);
      for (const [button, words] of [
        [up, "up"],
        [down, "down"],
      ]) {
        button.setAttribute("aria-label", `Move line ${index + 1} ${words}`);
        button.title = `Move ${words} (Alt+${words === "up" ? "↑" : "↓"})`;
      }
      remove.setAttribute("aria-label", `Remove line ${index + 1}`);
      // aria-disabled keeps the focus where it is when a line reaches the end.
      up.setAttribute("aria-disabled", String(index === 0));
      down.setAttribute("aria-disabled", String(index === count - 1));
    },
  };
  return row;
}
