/*
 * What every page has: the choice of light or dark, the switch "On my logs", the
 * search box, lists that sort and filter, and paper on which nothing is folded.
 */
(function () {
  "use strict";
  var root = document.documentElement;
  var tools = document.getElementById("tools");
  var up = tools.getAttribute("data-root");

  function make(name, attributes, text) {
    var e = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      e.setAttribute(key, attributes[key]);
    });
    if (text !== undefined) {
      e.textContent = text;
    }
    return e;
  }

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

  /* Search. What it needs are scripts, so that the site works from disk; they are
   * loaded when they are first needed. assets/rank.js says what is found, and what
   * has to be loaded for that. */

  var FEW = 12, PAUSE = 60; // results; milliseconds behind a key
  var RANKING = ["assets/words.js", "assets/things.js", "assets/rank.js"];
  var loading = {};

  function load(name, done) {
    if (loading[name]) {
      loading[name].push(done);
      return;
    }
    loading[name] = [done];
    var script = make("script", { src: up + name });
    script.async = false; // in the order of their names
    function end() {
      loading[name].forEach(function (f) { f(); });
      loading[name].push = function (f) { f(); };
    }
    script.addEventListener("load", end);
    script.addEventListener("error", end);
    document.head.append(script);
  }

  function loadAll(list, done) {
    var left = list.length;
    list.forEach(function (name) {
      load(name, function () {
        left--;
        if (left === 0) {
          done();
        }
      });
    });
  }

  function resultItem(result) {
    var li = make("li"), a = make("a", { href: up + result.page });
    a.append(make("small", {}, result.id || result.source),
      " " + result.name + " ", make("small", {}, result.kind + " · " +
      result.matched.join(", ")));
    li.append(a);
    return li;
  }

  function addSearch() {
    var form = make("div", { role: "search", class: "search" });
    var input = make("input", { type: "search", placeholder: "Search  /",
      "aria-label": "Search ids, names and rules", autocomplete: "off" });
    var list = make("ul", { hidden: "" });
    var status = make("p", { role: "status", class: "unseen" });
    var timer, tried, shown = "", entered = false, closed = false;
    form.append(input, list, status);
    tools.append(form);

    function enter() {
      var first = list.querySelector("a");
      entered = false;
      if (first) {
        first.click();
      }
    }

    function show(text, answer) {
      var n = answer.found, links;
      var inside = list.contains(document.activeElement);
      shown = text;
      list.textContent = "";
      if (answer.instead) {
        list.append(make("li", { class: "instead" },
          "Results for " + answer.instead));
      }
      answer.results.forEach(function (result) {
        list.append(resultItem(result));
      });
      list.hidden = n === 0;
      status.textContent = !text ? "" : (n === 1 ? "1 result" : n + " results") +
          (answer.instead ? " for " + answer.instead : "");
      if (inside) { // what had the focus is gone
        links = list.querySelectorAll("a");
        (links[0] || input).focus();
      }
      if (entered) {
        enter();
      }
    }

    /* Shows what is found, if need be after more of the index is there. What
     * cannot be loaded is not asked for again. */
    function look() {
      var text = input.value.trim(), answer;
      if (closed) {
        return;
      }
      if (!text) {
        show(text, { found: 0, instead: "", results: [] });
        return;
      }
      answer = window.sextantRank ? window.sextantRank(text, FEW)
        : { needs: RANKING };
      if (!answer.needs) {
        show(text, answer);
      } else if (answer.needs.join() !== tried) {
        tried = answer.needs.join();
        loadAll(answer.needs, look);
      }
    }

    function lookIn(pause) {
      tried = "";
      closed = false;
      clearTimeout(timer);
      timer = setTimeout(look, pause);
    }

    function lookSoon() {
      entered = false;
      lookIn(PAUSE);
    }

    input.addEventListener("focus", function () {
      closed = false;
      loadAll(RANKING.concat("search.js", "search-controls.js"), function () {
        tried = ""; // Enter may wait for what was loaded
        look();
      });
    });
    input.addEventListener("input", lookSoon);
    form.addEventListener("keydown", function (event) {
      var links = Array.prototype.slice.call(list.querySelectorAll("a"));
      var at = links.indexOf(document.activeElement);
      if (event.key === "ArrowDown" && at < links.length - 1) {
        links[at + 1].focus();
      } else if (event.key === "ArrowUp" && at >= 0) {
        (links[at - 1] || input).focus();
      } else if (event.key === "Enter" && at < 0) {
        entered = true; // what is shown may be of what was typed before
        if (shown === input.value.trim()) {
          enter();
        } else {
          lookIn(0);
        }
      } else if (event.key === "Escape") {
        input.focus();
        clearTimeout(timer);
        closed = list.hidden = true;
      } else {
        return;
      }
      event.preventDefault();
    });
    form.addEventListener("focusout", function (event) {
      if (!form.contains(event.relatedTarget)) {
        list.hidden = true;
      }
    });
    document.addEventListener("keydown", function (event) {
      var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey &&
          !event.altKey) {
        event.preventDefault();
        input.focus();
      }
    });
  }

  /* Lists */

  function valueOf(row, column) {
    return row.cells[column].textContent.trim();
  }

  function sortBy(table, column, down) {
    var body = table.tBodies[0];
    Array.prototype.slice.call(body.rows).map(function (row, i) {
      return { row: row, value: valueOf(row, column), i: i };
    }).sort(function (a, b) {
      return (down ? -1 : 1) * a.value.localeCompare(b.value, "en",
        { numeric: true }) || a.i - b.i;
    }).forEach(function (entry) {
      body.append(entry.row);
    });
  }

  function addSorting(table) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    heads.forEach(function (th, column) {
      var button = make("button", { type: "button", class: "sort" });
      button.append.apply(button, th.childNodes);
      th.append(button);
      button.addEventListener("click", function () {
        var number = th.classList.contains("n");
        var before = th.getAttribute("aria-sort");
        var down = before ? before === "ascending" : number;
        heads.forEach(function (other) {
          other.removeAttribute("aria-sort");
        });
        th.setAttribute("aria-sort", down ? "descending" : "ascending");
        sortBy(table, column, down);
      });
    });
  }

  function addFilter(table, what) {
    var p = make("p", { class: "filter" }), label = make("label", {},
      "Filter ");
    var input = make("input", { type: "search", autocomplete: "off" });
    var count = make("small", { role: "status" });
    label.append(input);
    p.append(label, " ", count);
    table.before(p);
    input.addEventListener("input", function () {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = !words.every(function (w) {
          return text.indexOf(w) >= 0;
        });
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = words.length === 0 ? ""
        : shown + " " + what + (shown === 1 ? "" : "s");
    });
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

  addSearch();
  addLogs();
  addToggle();
  document.querySelectorAll("table.list").forEach(function (table) {
    addSorting(table);
    if (table.hasAttribute("data-filter")) {
      addFilter(table, table.getAttribute("data-filter"));
    }
  });
})();
