/* The reader's own choice of light or dark, and of their logs alone, that scripts run at
 * all, and that the address asks for another matrix, before anything is drawn. */
(function () {
  "use strict";
  document.documentElement.setAttribute("data-script", "");
  if (location.hash.indexOf("=") > 0) {
    document.documentElement.setAttribute("data-wait", "");
  }
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
