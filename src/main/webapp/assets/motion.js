// Movement that explains a change, and is left out for people who asked for less of it.

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Makes `change` and lets each of `elements` glide from its old place to its new one. */
export function glide(elements, change) {
  const before = new Map(
    [...elements].map((element) => [element, element.getBoundingClientRect()]),
  );
  change();
  if (calm.matches) return;
  for (const [element, was] of before) {
    if (!element.isConnected) continue;
    const is = element.getBoundingClientRect();
    const [x, y] = [was.left - is.left, was.top - is.top];
    if (x === 0 && y === 0) continue;
    element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], {
      duration: 240,
      easing: "cubic-bezier(0.2, 0.7, 0.2, 1)",
    });
  }
}

/** Brings an element into sight. */
export function reveal(element) {
  element.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
}
