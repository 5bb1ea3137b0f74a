/*
 * What every page has: the choice of light or dark, the switch "On my logs", lists
 * that sort and filter, and paper on which nothing is folded. find.js, which has the
 * search box, is loaded before.
 */
(function () {
  "use strict";
  var root = document.documentElement;
  var tools = document.getElementById("tools");
  var load = window.sextantSearch.load, make = window.sextantSearch.make;

  /* Light and dark */

  function isDark() {
    var theme = root.getAttribute("data-theme");
    return theme ? theme === "dark"
      : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function addToggle() {
    var button = make("button", { type: "button" });
    function name() {
      button.textContent = isDark() ? "Light" : "Dark";
    }
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

  /* On my logs: rules that do not run on the logs collected are left out, here
   * and by matrix.js. A row says whether its rule runs, where logs are told. */

  function addLogs() {
    var rows = "tr[data-runs]:not([data-runs=yes])";
    var button = make("button", { type: "button", "aria-pressed": "false" },
      "On my logs");

    function isOn() {
      return root.getAttribute("data-logs") === "mine";
    }

    function tell() {
      button.setAttribute("aria-pressed", String(isOn()));
      document.querySelectorAll("[data-left]").forEach(function (e) {
        e.remove();
      });
      document.querySelectorAll("table").forEach(function (table) {
        var n = isOn() ? table.querySelectorAll(rows).length : 0;
        if (n > 0) {
          table.before(make("p", { class: "left", "data-left": "" }, n +
            (n === 1 ? " rule is" : " rules are") + " left out: not known to " +
            "run on the logs collected."));
        }
      });
    }

    if (!tools.hasAttribute("data-told") ||
        !document.querySelector("tr[data-runs], .controls")) {
      return;
    }
    button.addEventListener("click", function () {
      var on = !isOn();
      if (on) {
        root.setAttribute("data-logs", "mine");
      } else {
        root.removeAttribute("data-logs");
      }
      try {
        localStorage.setItem("sextant-logs", on ? "mine" : "");
      } catch (e) {
        /* It holds for this page. */
      }
      document.dispatchEvent(new Event("sextant-logs"));
    });
    document.addEventListener("sextant-logs", tell);
    tools.append(button);
    tell();
  }

  /* Lists are filtered and sorted as a whole: of one that has several pages the rows
   * of all are a script, which is loaded when they are first asked for. */

  var compare = new Intl.Collator("en", { numeric: true }).compare;

  /* What a cell says, without glyphs ahead of it. */
  function valueOf(cell) {
    return cell.getAttribute("data-sort") ||
      cell.textContent.replace(/^[^\p{L}\p{N}]+/u, "").trim();
  }

  /* What stands there, if there are several: "Linux, Windows". */
  function choicesIn(cell) {
    return cell.textContent.replace(/^[^\p{L}\p{N}]+/u, "").trim()
      .split(", ").filter(Boolean);
  }

  function rowsOf(table) {
    return Array.prototype.slice.call(table.tBodies[0].rows);
  }

  /* Calls done once all rows are there. Where they cannot be loaded, those of the
   * page have to do. */
  function withAll(table, done) {
    var name = table.getAttribute("data-all");
    if (!name) {
      done();
      return;
    }
    window.sextantRows = function (rows) {
      table.tBodies[0].innerHTML = rows;
      table.removeAttribute("data-all");
      document.querySelectorAll("[data-pages]").forEach(function (e) {
        e.hidden = true;
      });
      document.dispatchEvent(new Event("sextant-logs"));
    };
    load(name, done);
  }

  /* What says nothing comes last, whichever way. */
  function sortBy(table, column, down) {
    rowsOf(table).map(function (row, i) {
      return { row: row, value: valueOf(row.cells[column]), i: i };
    }).sort(function (a, b) {
      if (!a.value !== !b.value) {
        return a.value ? -1 : 1;
      }
      return (down ? -1 : 1) * compare(a.value, b.value) || a.i - b.i;
    }).forEach(function (entry) {
      table.tBodies[0].append(entry.row);
    });
  }

  function sortList(table, th, down) {
    var heads = th.parentNode.cells;
    Array.prototype.forEach.call(heads, function (other) {
      other.removeAttribute("aria-sort");
    });
    th.setAttribute("aria-sort", down ? "descending" : "ascending");
    withAll(table, function () {
      sortBy(table, th.cellIndex, down);
    });
  }

  function addSorting(table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (th) {
      var button = make("button", { type: "button", class: "sort" });
      button.append.apply(button, th.childNodes);
      th.append(button);
      button.addEventListener("click", function () {
        var before = th.getAttribute("aria-sort");
        sortList(table, th, before ? before === "ascending"
          : th.classList.contains("n"));
      });
    });
  }

  /* Where the heads are not shown: a choice of them. */
  function addSortChoice(table, bar) {
    var select = make("select"), label = make("label", { class: "by" }, "By ");
    select.append(make("option", { value: "" }, "as it is"));
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (th, i) {
      select.append(make("option", { value: i }, th.textContent));
    });
    select.addEventListener("change", function () {
      var th = table.tHead.rows[0].cells[select.value];
      if (select.value) {
        sortList(table, th, th.classList.contains("n"));
      }
    });
    label.append(select);
    bar.append(label, " ");
  }

  /* A choice of what a column says, each with its count. */
  function addChoice(table, bar, th, changed) {
    var counts = {}, ranks = {}, select = make("select");
    var label = make("label", {}, th.textContent + " ");
    rowsOf(table).forEach(function (row) {
      var cell = row.cells[th.cellIndex];
      choicesIn(cell).forEach(function (choice) {
        counts[choice] = (counts[choice] || 0) + 1;
        ranks[choice] = cell.getAttribute("data-sort") || choice;
      });
    });
    select.append(make("option", { value: "" }, "all"));
    Object.keys(counts).sort(function (a, b) {
      return compare(ranks[a], ranks[b]) || compare(a, b);
    }).forEach(function (choice) {
      select.append(make("option", { value: choice }, choice + " (" +
        counts[choice] + ")"));
    });
    if (Object.keys(counts).length < 2) {
      return null;
    }
    select.addEventListener("change", changed);
    label.append(select);
    bar.append(label, " ");
    return { column: th.cellIndex, select: select };
  }

  function fits(row, words, choices) {
    var text = row.textContent.toLowerCase();
    return words.every(function (w) {
      return text.indexOf(w) >= 0;
    }) && choices.every(function (choice) {
      return choicesIn(row.cells[choice.column])
        .indexOf(choice.select.value) >= 0;
    });
  }

  /* Left out by "On my logs". */
  function isLeftOut(row) {
    var runs = row.getAttribute("data-runs");
    return root.getAttribute("data-logs") === "mine" && runs && runs !== "yes";
  }

  /* Of the lists that share a filter, as they stand in one section. */
  var filters = [];

  /* What is typed holds for all lists of the section; each says how many it shows,
   * and how many the others do. */
  function addFilter(table, what) {
    var bar = make("p", { class: "filter" }), label = make("label", {},
      "Filter ");
    var input = make("input", { type: "search", autocomplete: "off" });
    var count = make("small", { role: "status" }), choices = null;
    label.append(input);
    bar.append(label, " ");
    addSortChoice(table, bar);
    bar.append(count);
    table.before(bar);

    var self = { input: input, fit: fit, tell: tell, shown: 0,
      section: table.closest("section"), list: table.getAttribute("data-list") };

    function beside() {
      return filters.filter(function (other) {
        return other !== self && self.list && other.list &&
          other.section === self.section;
      });
    }

    function fit() {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var chosen = (choices || []).filter(function (choice) {
        return choice.select.value;
      });
      self.any = words.length > 0 || chosen.length > 0;
      self.shown = 0;
      rowsOf(table).forEach(function (row) {
        row.hidden = !fits(row, words, chosen);
        self.shown += row.hidden || isLeftOut(row) ? 0 : 1;
      });
    }

    function tell() {
      count.textContent = !self.any ? "" : self.shown + " " + what +
        (self.shown === 1 ? "" : "s") +
        (table.hasAttribute("data-all") ? " on this page" : "") +
        beside().map(function (other) {
          return other.any ? ", " + other.shown + " " + other.list : "";
        }).join("");
    }

    function apply() {
      fit();
      beside().forEach(function (other) {
        other.tell();
      });
      tell();
    }

    function addChoices() {
      if (choices || table.hasAttribute("data-all")) {
        return;
      }
      choices = Array.prototype.map.call(
        table.tHead.querySelectorAll("[data-choose]"), function (th) {
          return addChoice(table, bar, th, apply);
        }).filter(Boolean);
      bar.append(count);
    }

    function look() {
      withAll(table, function () {
        addChoices();
        beside().forEach(function (other) {
          other.input.value = input.value;
          other.fit();
        });
        apply();
      });
    }

    filters.push(self);
    input.addEventListener("input", look);
    document.addEventListener("sextant-logs", apply);
    addChoices();
  }

  function addList(table) {
    if (table.hasAttribute("data-filter")) {
      addFilter(table, table.getAttribute("data-filter"));
    }
    addSorting(table);
  }

  /* Paper has nothing to open; the matrix, which is to fit on a sheet, has what is. */
  window.addEventListener("beforeprint", function () {
    var folded = "details:not([open], .matrix *)";
    document.querySelectorAll(folded).forEach(function (d) {
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

  window.sextantSearch.addBox(tools);
  addLogs();
  addToggle();
  document.querySelectorAll("table.list").forEach(addList);
  document.addEventListener("sextant-list", function (event) {
    addList(event.target); // that a script has made
  });
})();
