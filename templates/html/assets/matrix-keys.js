/*
 * The matrix by keyboard and on a small screen. Where it is a table, it is one stop of the
 * Tab key, and arrow keys move within it; on a small screen its tactics fold.
 */
(function () {
  "use strict";
  var all = window.sextantSearch.all;
  var small = window.matchMedia("(max-width: 43.75rem)");
  var MOVES = { ArrowUp: true, ArrowDown: true, ArrowLeft: true,
    ArrowRight: true, Home: true, End: true, " ": true };

  function isThere(e) {
    return e.checkVisibility();
  }

  /* The links of a tactic that can be seen. */
  function column(td) {
    return all("li > a", td).filter(isThere);
  }

  /* Of a list the link that is level with another. */
  function level(list, a) {
    var top = a.getBoundingClientRect().top;
    return list.reduce(function (best, one) {
      return best && Math.abs(best.getBoundingClientRect().top - top) <=
        Math.abs(one.getBoundingClientRect().top - top) ? best : one;
    }, null);
  }

  function goal(a, key, far) {
    var td = a.closest("td"), list = column(td), at = list.indexOf(a);
    var tds = all("td", a.closest("table")).filter(function (one) {
      return column(one).length > 0;
    });
    var side = tds.indexOf(td) + (key === "ArrowLeft" ? -1 : 1);
    switch (key) {
    case "ArrowUp":
      return list[at - 1];
    case "ArrowDown":
      return list[at + 1];
    case "Home":
      return column(far ? tds[0] : td)[0];
    case "End":
      return column(far ? tds[tds.length - 1] : td).pop();
    default:
      return tds[side] && level(column(tds[side]), a);
    }
  }

  /* The one stop of a table: the last link that had the focus, or the first. */
  function rove(table, stop) {
    all("td a, td summary", table).forEach(function (e) {
      if (small.matches) {
        e.removeAttribute("tabindex");
      } else {
        e.setAttribute("tabindex", e === stop ? "0" : "-1");
      }
    });
    table.closest(".scroll").setAttribute("tabindex", "-1");
  }

  function stopOf(table) {
    var stop = table.querySelector("a[tabindex='0']");
    return stop && isThere(stop) ? stop : all("td a", table).filter(isThere)[0];
  }

  function arrangeStops() {
    all(".matrix").forEach(function (table) {
      rove(table, stopOf(table));
    });
  }

  all(".matrix").forEach(function (table) {
    table.addEventListener("keydown", function (event) {
      var a = event.target.closest("li > a"), details, next;
      if (small.matches || !a || !MOVES[event.key] || event.altKey ||
          event.metaKey || event.shiftKey) {
        return;
      }
      event.preventDefault();
      if (event.key === " ") {
        details = a.parentNode.querySelector("details");
        if (details) {
          details.open = !details.open;
        }
        return;
      }
      next = goal(a, event.key, event.ctrlKey);
      if (next) {
        rove(table, next);
        next.focus();
      }
    });
    table.addEventListener("focusin", function (event) {
      var a = event.target.closest("li > a");
      if (a && !small.matches) {
        rove(table, a);
      }
    });
  });
  document.addEventListener("sextant-drawn", arrangeStops);

  /* On a small screen the tactics fold, and start so. What is folded is found by the
     browser's own search. */

  function fold(td, folded) {
    var ul = td.querySelector("ul"), button = td.querySelector("button");
    if (button) {
      button.setAttribute("aria-expanded", String(!folded));
    }
    if (folded) {
      ul.setAttribute("hidden", "until-found");
    } else {
      ul.removeAttribute("hidden");
    }
  }

  function addFold(td) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = td.dataset.label;
    td.prepend(button);
    button.addEventListener("click", function () {
      fold(td, button.getAttribute("aria-expanded") === "true");
    });
    td.addEventListener("sextant-label", function () {
      button.textContent = td.dataset.label;
    });
    td.querySelector("ul").addEventListener("beforematch", function () {
      fold(td, false);
    });
    fold(td, true);
  }

  function arrange() {
    all(".matrix td").forEach(function (td) {
      var button = td.querySelector("button");
      if (small.matches && !button) {
        addFold(td);
      } else if (!small.matches && button) {
        button.remove();
        fold(td, false);
      }
    });
    arrangeStops();
    document.documentElement.setAttribute("data-folds", "");
  }
  arrange();
  small.addEventListener("change", arrange);
})();
