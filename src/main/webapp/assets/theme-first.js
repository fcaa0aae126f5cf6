// Sets the chosen theme before the first paint, so that the page does not flash. Kept out of the
// modules because those run after parsing.
(function () {
  try {
    var chosen = localStorage.getItem("repartee.theme");
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // Storage can be forbidden; the system's theme is used then.
  }
})();
