/* The reader's own choice of light or dark, before anything is drawn. */
(function () {
  "use strict";
  try {
    var theme = localStorage.getItem("sextant-theme");
    if (theme === "light" || theme === "dark") {
      document.documentElement.setAttribute("data-theme", theme);
    }
  } catch (e) {
    /* No storage: the system's choice. */
  }
})();
