/* What every page has: the choice of light or dark, and all of it in print. */
(function () {
  "use strict";
  var root = document.documentElement;
  var tools = document.getElementById("tools");

  function isDark() {
    var theme = root.getAttribute("data-theme");
    return theme ? theme === "dark"
      : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function addToggle() {
    var button = document.createElement("button");
    function name() {
      button.textContent = isDark() ? "Light" : "Dark";
    }
    button.type = "button";
    button.addEventListener("click", function () {
      var theme = isDark() ? "light" : "dark";
      root.setAttribute("data-theme", theme);
      try {
        localStorage.setItem("sextant-theme", theme);
      } catch (e) {
        /* It holds for this page. */
      }
      name();
    });
    name();
    tools.append(button);
  }

  /* Paper has nothing to open. */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (d) {
      d.open = true;
      d.setAttribute("data-closed", "");
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("[data-closed]").forEach(function (d) {
      d.open = false;
      d.removeAttribute("data-closed");
    });
  });

  addToggle();
})();
