/*
 * The search box of every page: a combobox (WAI-ARIA) whose list has the best
 * results of each kind. search.html (results.js) has all of them.
 *
 * What is asked and what is searched are scripts, so that the site works from disk;
 * they are loaded when they are first needed. rank.js says what is found, and what
 * has to be loaded for that.
 */
(function () {
  "use strict";
  var FIRST = 5, FEW = 3, MOST = 12; // of the first kind, of others, of all
  var PAUSE = 60, SHARE = 2; // milliseconds behind a key, or so often what one takes
  var SLICE = 10; // milliseconds of work before the page answers again
  var RANKING = ["assets/words.js", "assets/things.js", "assets/rank.js"];
  var INDEX = ["search.js", "search-controls.js"];
  /* Kinds: of one, of several. */
  var KINDS = { technique: ["technique", "techniques"],
    tactic: ["tactic", "tactics"], group: ["group", "groups"],
    software: ["piece of software", "pieces of software"],
    campaign: ["campaign", "campaigns"],
    policy: ["policy control", "policy controls"],
    vulnerability: ["vulnerability", "vulnerabilities"],
    log: ["log", "logs"], detection: ["detection", "detections"], test: ["test", "tests"],
    strategy: ["detection strategy", "detection strategies"],
    component: ["data component", "data components"],
    analytic: ["analytic", "analytics"] };
  var up = document.getElementById("tools").getAttribute("data-root");
  var loading = {}, took = 0;

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

  function all(selector, within) {
    return Array.prototype.slice.call(
      (within || document).querySelectorAll(selector));
  }

  /* Asking */

  /* Loads a script, by its path in the site, if it was not. */
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

  /* Is all made of what was loaded? Makes some more. */
  function isMade() {
    return !window.sextantThings || window.sextantThings.prepare(SLICE);
  }

  /*
   * One who asks: answer(text, answer) is called with what was last asked, once
   * all that it takes is there. What cannot be loaded is not asked for again.
   */
  function asker(answer) {
    var text = "", few = 0, timer, tried;

    function look() {
      var start = Date.now(), found;
      if (!text) {
        answer(text, { found: 0, instead: "", kinds: [] });
        return;
      }
      if (!isMade()) {
        timer = setTimeout(look, 0);
        return;
      }
      found = window.sextantRank ? window.sextantRank(text, few)
        : { needs: RANKING };
      took = Date.now() - start;
      if (!found.needs) {
        answer(text, found);
      } else if (found.needs.join() !== tried) {
        tried = found.needs.join();
        loadAll(found.needs, look);
      }
    }

    return {
      /* Asks for the first few of each kind, unless something else is asked
       * within so many milliseconds. */
      ask: function (what, n, pause) {
        text = what.trim();
        few = n;
        tried = "";
        clearTimeout(timer);
        timer = setTimeout(look, pause);
      },
      stop: function () {
        clearTimeout(timer);
      }
    };
  }

  /* Behind a key: where searching takes long, the next key comes before it. */
  function pause() {
    return Math.max(PAUSE, SHARE * took);
  }

  function warm(done) {
    loadAll(RANKING.concat(INDEX), function go() {
      if (isMade()) {
        done();
      } else {
        setTimeout(go, 0);
      }
    });
  }

  /* Telling */

  function count(n, kind) {
    var words = kind ? KINDS[kind] : ["result", "results"];
    return n + " " + words[n === 1 ? 0 : 1];
  }

  /* "37 results for kerberoasting": what was asked for is said where it was not
   * what was typed. */
  function sentence(text, answer) {
    if (!text) {
      return "";
    }
    if (answer.found === 0) {
      return "Nothing found for “" + text + "”. Ids, names, words of a title " +
        "or of a query can be searched for.";
    }
    return answer.instead ? "“" + text + "”: nearest is “" + answer.instead +
      "”, " + count(answer.found) : count(answer.found);
  }

  /* A result: a link, with what it is and where it was found. */
  function link(result, attributes) {
    var a = make("a", attributes);
    a.href = up + result.page;
    a.append(make("small", {}, result.id || result.source), " " + result.name +
      " ", make("small", {}, result.matched.join(", ")));
    return a;
  }

  /* How many of each kind fit into the list. */
  function share(kinds) {
    var left = MOST;
    return kinds.map(function (one, i) {
      var n = Math.min(left, i === 0 ? FIRST : FEW, one.results.length);
      left -= n;
      return n;
    });
  }

  function addBox(tools) {
    var form = make("div", { role: "search", class: "search" });
    var input = make("input", { type: "text", role: "combobox",
      placeholder: "Search  /", "aria-label": "Search ids, names and rules",
      "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": "found", autocomplete: "off", spellcheck: "false",
      enterkeyhint: "go" });
    var found = make("div", { class: "found", hidden: "" });
    var status = make("p", { role: "status" });
    var list = make("div", { role: "listbox", id: "found",
      "aria-label": "Results" });
    var options = [], at = -1, shown = "", entered = false, asks;
    var typed = false, moves = []; // since then, and by arrow keys
    found.append(status, list);
    form.append(input, found);
    tools.append(form);

    function choose(i) {
      if (at >= 0) {
        options[at].setAttribute("aria-selected", "false");
      }
      at = i;
      if (at < 0) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      options[at].setAttribute("aria-selected", "true");
      options[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at].id);
    }

    function move(by) {
      var n = options.length;
      if (by > 0) {
        choose(at + 1 < n ? at + 1 : 0);
      } else {
        choose(at > 0 ? at - 1 : at === 0 ? -1 : n - 1);
      }
    }

    function open(is) {
      found.hidden = !is;
      list.hidden = options.length === 0;
      input.setAttribute("aria-expanded", String(is && options.length > 0));
      if (!is) {
        choose(-1);
      }
    }

    function enter() {
      entered = false;
      if (options.length > 0) {
        options[Math.max(at, 0)].click();
      }
    }

    function addOption(to, a) {
      a.setAttribute("role", "option");
      a.setAttribute("aria-selected", "false");
      a.setAttribute("tabindex", "-1");
      a.id = "found-" + options.length;
      options.push(a);
      to.append(a);
    }

    function show(text, answer) {
      var n = share(answer.kinds), all, before = text === shown ? at : -1;
      shown = text;
      typed = typed && text !== input.value.trim();
      choose(-1);
      options = [];
      list.textContent = "";
      answer.kinds.forEach(function (one, i) {
        var group = make("div", { role: "group", "aria-label":
          count(one.found, one.kind) });
        if (n[i] === 0) {
          return;
        }
        group.append(make("div", { "aria-hidden": "true", class: "kind" },
          count(one.found, one.kind)));
        one.results.slice(0, n[i]).forEach(function (result) {
          addOption(group, link(result));
        });
        list.append(group);
      });
      if (answer.found > options.length) {
        all = make("a", { class: "all" }, "All " + count(answer.found));
        all.href = up + "search.html#q=" + encodeURIComponent(text);
        addOption(list, all);
      }
      status.textContent = sentence(text, answer);
      open(text !== "");
      if (options.length > 0) {
        choose(Math.min(before, options.length - 1));
        moves.forEach(move);
      }
      moves = [];
      if (entered) {
        enter();
      }
    }

    asks = asker(show);
    input.addEventListener("focus", function () {
      warm(function () {
        // Who has typed already waits for it. Enter may, too.
        if (input.value.trim() && document.activeElement === input) {
          asks.ask(input.value, FIRST, 0);
        }
      });
    });
    input.addEventListener("input", function () {
      entered = false;
      typed = true;
      moves = [];
      asks.ask(input.value, FIRST, pause());
    });
    form.addEventListener("keydown", function (event) {
      var n = options.length, is = !found.hidden && n > 0;
      var by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      // What is shown is of what was typed before: keys wait for the rest.
      var late = typed || shown !== input.value.trim();
      if (by && late && input.value.trim()) {
        moves.push(by);
        asks.ask(input.value, FIRST, 0);
      } else if (by && is) {
        move(by);
      } else if (by > 0 && input.value.trim()) {
        open(true);
      } else if (event.key === "Home" && is && at >= 0) {
        choose(0);
      } else if (event.key === "End" && is && at >= 0) {
        choose(n - 1);
      } else if (event.key === "Enter" && event.target === input) {
        if (!late) {
          enter();
        } else {
          choose(-1);
          entered = true;
          asks.ask(input.value, FIRST, 0);
        }
      } else if (event.key === "Escape") {
        asks.stop();
        moves = [];
        if (found.hidden) {
          input.value = "";
        }
        open(false);
        input.focus();
      } else {
        return;
      }
      event.preventDefault();
    });
    form.addEventListener("focusout", function (event) {
      if (!form.contains(event.relatedTarget)) {
        asks.stop();
        moves = [];
        open(false);
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

  /* For the scripts of pages, which run behind this one. */
  window.sextantSearch = { addBox: addBox, load: load, asker: asker, warm: warm,
    pause: pause, make: make, all: all, count: count, sentence: sentence, link: link };
})();
