/*
 * What every page has: the choice of light or dark, the search box, lists that
 * sort and filter, and paper on which nothing is folded.
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

  /* Search. The data are scripts that assign variables, so that the site works
   * from disk; they are loaded when they are first needed. */

  var FEW = 8, SHORT = 3;
  var loading = {};

  function load(name, done) {
    if (loading[name]) {
      loading[name].push(done);
      return;
    }
    loading[name] = [done];
    var script = make("script", { src: up + name });
    script.addEventListener("load", function () {
      loading[name].forEach(function (f) { f(); });
      loading[name].push = function (f) { f(); };
    });
    document.head.append(script);
  }

  function pageOf(id, page) {
    return up + (page ? "controls/" + page : addressOf(id)) + ".html";
  }

  function addressOf(id) {
    return (/^TA\d/.test(id) ? "tactics/" : /^T\d/.test(id)
      ? "techniques/" : "threats/") + id;
  }

  /* How well a place answers: 0 not at all. */
  function rank(place, words) {
    var id = place[0].toLowerCase(), name = place[1].toLowerCase();
    var others = (place[2] || "").toLowerCase().split("\n");
    var all = words.join(" ");
    if (id === all || others.indexOf(all) >= 0) {
      return 6;
    }
    if (name === all) {
      return 5;
    }
    if (id.indexOf(all) === 0) {
      return 4;
    }
    if (name.indexOf(all) === 0) {
      return 3;
    }
    if (words.every(function (w) { return name.indexOf(w) >= 0; })) {
      return 2;
    }
    return words.every(function (w) {
      return others.some(function (o) { return o.indexOf(w) >= 0; });
    }) ? 1 : 0;
  }

  function findPlaces(words) {
    return window.sextantSearch.places.map(function (place, i) {
      return { place: place, rank: rank(place, words), i: i };
    }).filter(function (hit) {
      return hit.rank > 0;
    }).sort(function (a, b) {
      return b.rank - a.rank || a.i - b.i;
    }).slice(0, FEW).map(function (hit) {
      var p = hit.place, old = (p[2] || "").split("\n").filter(function (o) {
        return o.toLowerCase().indexOf(words.join(" ")) >= 0;
      })[0];
      return { id: p[0], text: p[1], aside: old || "" };
    });
  }

  function findRules(words) {
    var found = [];
    window.sextantRules.some(function (group) {
      // A control with a page of its own: the page, its title and its id.
      if (group.length === 3) {
        var text = (group[1] + " " + group[2]).toLowerCase();
        if (words.every(function (w) { return text.indexOf(w) >= 0; })) {
          found.push({ id: group[0].split("/")[0], text: group[1], aside: "",
            page: group[0] });
        }
        return found.length >= FEW;
      }
      group[1].split("\n").forEach(function (title) {
        var low = title.toLowerCase();
        if (words.every(function (w) { return low.indexOf(w) >= 0; })) {
          found.push({ id: group[0], text: title, aside: "" });
        }
      });
      return found.length >= FEW;
    });
    return found.slice(0, FEW);
  }

  function addSearch() {
    var form = make("div", { role: "search", class: "search" });
    var input = make("input", { type: "search", placeholder: "Search  /",
      "aria-label": "Search ids, names and rules", autocomplete: "off" });
    var list = make("ul", { hidden: "" });
    var status = make("p", { role: "status", class: "unseen" });
    form.append(input, list, status);
    tools.append(form);

    function show(hits) {
      list.textContent = "";
      hits.forEach(function (hit) {
        var li = make("li"), a = make("a", { href: pageOf(hit.id, hit.page) });
        a.append(make("small", {}, hit.id), " " + hit.text);
        if (hit.aside) {
          a.append(" ", make("small", {}, hit.aside));
        }
        li.append(a);
        list.append(li);
      });
      list.hidden = hits.length === 0;
      status.textContent = !input.value.trim() ? ""
        : hits.length === 1 ? "1 result" : hits.length + " results";
    }

    function words() {
      return input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    }

    function look() {
      var w = words();
      if (w.length === 0 || !window.sextantSearch) {
        show([]);
        return;
      }
      var places = findPlaces(w);
      show(places.concat(window.sextantRules && w.join("").length >= SHORT
        ? findRules(w) : []));
    }

    input.addEventListener("focus", function () {
      load("search.js", look);
    });
    input.addEventListener("input", function () {
      load("search.js", look);
      if (words().join("").length >= SHORT) {
        load("search-rules.js", look);
      }
    });
    form.addEventListener("keydown", function (event) {
      var links = Array.prototype.slice.call(list.querySelectorAll("a"));
      var at = links.indexOf(document.activeElement);
      if (event.key === "ArrowDown" && at < links.length - 1) {
        links[at + 1].focus();
      } else if (event.key === "ArrowUp" && at >= 0) {
        (links[at - 1] || input).focus();
      } else if (event.key === "Enter" && at < 0 && links[0]) {
        links[0].click();
      } else if (event.key === "Escape") {
        list.hidden = true;
        input.focus();
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
    input.addEventListener("focus", look);
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
  addToggle();
  document.querySelectorAll("table.list").forEach(function (table) {
    addSorting(table);
    if (table.hasAttribute("data-filter")) {
      addFilter(table, table.getAttribute("data-filter"));
    }
  });
})();
