/* The reader's own choice of light or dark, and of their logs alone, and that scripts
 * run at all, before anything is drawn. */
(function () {
  "use strict";
  document.documentElement.setAttribute("data-script", "");
  try {
    var theme = localStorage.getItem("sextant-theme");
    if (theme === "light" || theme === "dark") {
      document.documentElement.setAttribute("data-theme", theme);
    }
    if (localStorage.getItem("sextant-logs") === "mine") {
      document.documentElement.setAttribute("data-logs", "mine");
    }
  } catch (e) {
    /* No storage: the system's choice, and all rules. */
  }
})();
