/*
 * Other definitions, perspectives, kinds and filters for the matrix. It stands on the page
 * as the server drew it; this draws it again, from matrix-data.js. The address
 * keeps what was chosen: index.html#definition=any&source=sigma,splunk
 */
(function () {
  "use strict";
  var data = window.sextantMatrix;
  if (!data) {
    return;
  }
  var DEFINITIONS = {
    exact: "techniques and sub-techniques that one names",
    any: "techniques with one, or with one on a sub-technique",
    "all-subs": "techniques whose every sub-technique has one",
    leaf: "sub-techniques, and techniques without any, that have one",
    tested: "as exact, counting only what carries test data or more"
  };
  var KINDS = { detection: ["rule", "rules"], test: ["test", "tests"],
    policy: ["control", "controls"] };
  /* Whose controls are counted: what is said of a technique with one, and what
     they are. */
  var WITH = {
    detection: { yours: "covered by your rules",
      available: "with a public rule", all: "with a rule, yours or public" },
    test: { yours: "with a test of yours", available: "with a public test",
      all: "with a test, yours or public" },
    policy: { yours: "with a control of yours", available: "with a published control",
      all: "with a control, yours or published" }
  };
  var OF = ["yours", "available", "all"];
  var NOUNS = { detection: "detection rules", test: "tests",
    policy: "policy controls" };
  var form = document.querySelector(".controls");
  var GLYPHS = "○◔◑◕●★";
  var LEVELS = ["names the technique", "mature", "own test data",
    "names a simulation", "seen to fire", "fired in your test"];
  var IN_SCOPE = 1, ANALYTICS = 2;
  var LISTS = ["source", "platform", "level", "status"];

  /* What MITRE's analytics could see on the logs collected: a word, a class of
     the style sheet, and how the sentence says it. */
  var VISIBLE = [["full", "v3", "fully visible"], ["partly", "v2", "partly"],
    ["blind", "v0", "blind"], ["not told", "v1", "not told"]];
  var FULL = 0, BLIND = 2, NOT_TOLD = 3;
  var LEGEND = [["v3", "full", "all that an analytic reads is collected"],
    ["v2", "partly", "some of it"], ["v0", "blind", "nothing"],
    ["v1", "not told", "no analytic names a log"],
    ["out", "–", "out of scope"]];
  var root = document.documentElement; // site.js has the switch "On my logs"

  var facets = data.facets.map(function (f) {
    return { source: f[0], platform: f[1], level: f[2], status: f[3],
      evidence: f[4], yours: f[5] === 1, runs: f[6] === 1,
      kind: data.sources[f[0]][2] };
  });
  var techniques = data.techniques.map(function (t) {
    return { id: t[0], parent: t[1], flags: t[2], facets: t[3],
      platforms: t[4], analytics: t[5] || [], subs: [] };
  });
  var byId = {};
  techniques.forEach(function (t, i) {
    byId[t.id] = i;
    if (t.parent >= 0 && t.flags & IN_SCOPE) {
      techniques[t.parent].subs.push(t);
    }
  });

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

  /* What the reader has chosen. */
  function fresh() {
    return { definition: "exact", of: "", kind: "detection", source: [],
      platform: [], level: [], status: [], evidence: 0, group: "",
      only: "", logs: "", colour: "" };
  }
  var state = fresh();

  var NAMES = {
    source: data.sources.map(function (s) { return s[0]; }),
    platform: data.platforms.slice(0, data.offered).map(function (p) {
      return p[0];
    }),
    level: data.levels.map(function (l) { return l[0]; }),
    status: data.statuses.map(function (s) { return s[0]; })
  };

  function has(object, key) {
    return Object.prototype.hasOwnProperty.call(object, key);
  }

  function readAddress() {
    var s = fresh();
    location.hash.slice(1).split("&").forEach(function (pair) {
      var at = pair.indexOf("="), key = pair.slice(0, at), value;
      try {
        value = decodeURIComponent(pair.slice(at + 1));
      } catch (e) {
        return;
      }
      if (LISTS.indexOf(key) >= 0) {
        s[key] = value.split(",").filter(function (v) {
          return NAMES[key].indexOf(v) >= 0;
        });
      } else if (key === "definition" && has(DEFINITIONS, value)) {
        s.definition = value;
      } else if (key === "of" && data.several && OF.indexOf(value) >= 0) {
        s.of = value;
      } else if (key === "kind" && has(KINDS, value)) {
        s.kind = value;
      } else if (key === "evidence" && /^[0-5]$/.test(value)) {
        s.evidence = +value;
      } else if (key === "group" && data.groups.some(function (g) {
        return g[0] === value;
      })) {
        s.group = value;
      } else if (key === "only" && (/^(gaps|one)$/.test(value) ||
          (data.logs && value === "blind"))) {
        s.only = value;
      } else if (data.logs && key === "logs" && value === "mine") {
        s.logs = value;
      } else if (data.logs && key === "colour" && value === "visibility") {
        s.colour = value;
      }
    });
    return settle(s);
  }

  /* Whose are counted: where nothing else is chosen, as the kind's figures
     are. */
  function ofWhom(s) {
    return s.of || data.whose[s.kind];
  }

  /* Only of rules is it known whether they are tested. */
  function settle(s) {
    if (s.of === data.whose[s.kind]) {
      s.of = "";
    }
    if (s.kind !== "detection" && s.definition === "tested") {
      s.definition = "exact";
    }
    return s;
  }

  function address(s) {
    var none = fresh(), parts = [];
    Object.keys(none).forEach(function (key) {
      var value = String(s[key]);
      if (value !== String(none[key])) {
        parts.push(key + "=" + encodeURIComponent(value).replace(/%2C/g, ","));
      }
    });
    return parts.join("&");
  }

  /* Does a control of these facets count for what is chosen; BESIDE: it is only
     available, and yours are chosen. */
  var BESIDE = 2;

  function counts(f, s) {
    var of = ofWhom(s);
    function listed(key) {
      return s[key].length === 0 || s[key].indexOf(NAMES[key][f[key]]) >= 0;
    }
    if (f.kind !== s.kind || f.evidence < s.evidence || !listed("source") ||
        !listed("level") || !listed("status") || (s.logs && !f.runs &&
        f.kind === "detection")) {
      return 0;
    }
    return of === "all" || f.yours === (of === "yours") ? 1
      : of === "yours" ? BESIDE : 0;
  }

  /* What counts for a technique; named: by controls that name a platform; both:
     also by what is available beside. One that names none is on all, another on those chosen that both have. */
  function countOne(t, chosen, own) {
    t.all = { n: 0, tested: 0 };
    t.named = { n: 0, tested: 0 };
    t.both = { n: 0, tested: 0 };
    t.best = -1;
    for (var i = 0; i < t.facets.length; i += 2) {
      var f = facets[t.facets[i]], n = t.facets[i + 1];
      if (!chosen[t.facets[i]] || (own && f.platform.length > 0 &&
          !f.platform.some(function (p) { return own.indexOf(p) >= 0; }))) {
        continue;
      }
      (chosen[t.facets[i]] === BESIDE ? [t.both] : f.platform.length > 0
        ? [t.both, t.all, t.named] : [t.both, t.all]).forEach(
        function (by) {
          by.n += n;
          by.tested += f.evidence >= 2 ? n : 0;
        });
      if (chosen[t.facets[i]] !== BESIDE) {
        t.best = Math.max(t.best, f.evidence);
      }
    }
  }

  /* What could be seen, as an index of VISIBLE: by the analytics of the
     platforms chosen that the technique has, the best of these. */
  function visible(t, own) {
    var best = NOT_TOLD;
    for (var i = 0; i < t.analytics.length; i += 2) {
      if (!own || t.analytics[i + 1].some(function (p) {
        return own.indexOf(p) >= 0;
      })) {
        best = Math.min(best, t.analytics[i]);
      }
    }
    return best;
  }

  function count(s) {
    var chosen = facets.map(function (f) { return counts(f, s); });
    techniques.forEach(function (t) {
      var own = s.platform.length === 0 ? null
        : t.platforms.filter(function (p) {
          return s.platform.indexOf(NAMES.platform[p]) >= 0;
        });
      t.on = (t.flags & IN_SCOPE) !== 0 && (!own || own.length > 0);
      t.away = own !== null && own.length === 0;
      t.visible = visible(t, own);
      countOne(t, t.away ? [] : chosen, own);
    });
    techniques.forEach(function (t) {
      t.live = t.subs.filter(function (sub) { return sub.on; });
      ["all", "named", "both"].forEach(function (by) {
        t[by].hit = t.live.filter(function (sub) {
          return sub[by].n > 0;
        }).length;
        t[by].below = t.live.reduce(function (n, sub) {
          return n + sub[by].n;
        }, 0);
      });
    });
  }

  /* Is it in the denominator; is it covered, by all or those that name a
     platform; what number is shown. */
  function judge(t, s, by) {
    var parent = t.parent < 0, c = t[by || "all"];
    switch (s.definition) {
    case "any":
      return { of: parent, covered: c.n + c.below > 0,
        n: parent ? c.n + c.below : c.n };
    case "all-subs":
      return { of: parent, n: parent && t.live.length ? c.below : c.n,
        covered: t.live.length ? c.hit === t.live.length : c.n > 0 };
    case "leaf":
      return { of: t.live.length === 0, covered: c.n > 0, n: c.n };
    case "tested":
      return { of: true, covered: c.tested > 0, n: c.tested };
    default:
      return { of: true, covered: c.n > 0, n: c.n };
    }
  }

  function bin(n) {
    return n === 0 ? 0 : n === 1 ? 1 : n < 5 ? 2 : n < 10 ? 3 : 4;
  }

  function words(n, kind) {
    return n + " " + KINDS[kind][n === 1 ? 0 : 1];
  }

  /* The cells of the page, once. */
  var cells = [];
  document.querySelectorAll(".matrix td > ul li").forEach(function (li) {
    var id = li.querySelector("a").getAttribute("href")
      .replace(/^.*\/|\.html$/g, "");
    var sub = li.parentNode.closest("li") !== null;
    cells.push({ li: li, t: techniques[byId[id]], sub: sub,
      row: li.closest("tr"), table: li.closest("table"),
      details: li.querySelector("details"),
      figure: li.querySelector(sub ? "small" : "summary, small") });
  });

  function isShown(t, j, s) {
    if ((s.group && !t.used) || t.away) {
      return false;
    }
    if (s.only === "gaps") {
      return j.of && !j.covered && t.on;
    }
    if (s.only === "blind") {
      return t.visible === BLIND && t.on;
    }
    return s.only !== "one" || (j.n === 1 && t.on);
  }

  /* A cell by what could be seen: the word stands in it. */
  function drawVisible(c) {
    c.li.className = c.t.flags & IN_SCOPE ? VISIBLE[c.t.visible][1] : "out";
    c.figure.textContent = VISIBLE[c.t.visible][0];
  }

  /* A level of evidence: its glyph, which is read out in words. */
  function glyphOf(level) {
    var i = document.createElement("i");
    i.setAttribute("role", "img");
    i.setAttribute("aria-label", "E" + level + ", " + LEVELS[level]);
    i.textContent = GLYPHS.charAt(level);
    return i;
  }

  function drawCell(c, s) {
    var t = c.t, j = judge(t, s), text;
    var more = j.n === 0 ? judge(t, s, "both").n : 0;
    var shade = j.covered || s.definition !== "all-subs" ? bin(j.n) : 0;
    c.li.className = "b" + shade + (!(t.flags & IN_SCOPE) ? " out"
      : shade === 0 && s.kind === "detection" && t.flags & ANALYTICS
        ? " mitre" : "") + (j.of ? "" : " aside");
    text = c.sub ? String(j.n) : (t.live.length
      ? t.all.hit + "/" + t.live.length + " subs · " : "") +
      words(j.n, s.kind);
    text += more ? " · " + more + " public" : "";
    c.figure.textContent = text;
    if (s.kind === "detection" && t.best >= 0) {
      c.figure.prepend(glyphOf(t.best), " ");
    }
    if (s.colour) {
      drawVisible(c);
    }
    c.shown = isShown(t, j, s);
    c.li.hidden = !c.shown;
  }

  /* A parent stays where one below it is shown. */
  function keepParents() {
    cells.forEach(function (c) {
      var parent = c.sub && c.shown ? c.li.parentNode.closest("li") : null;
      if (parent && parent.hidden) {
        parent.hidden = false;
        parent.classList.add("aside");
      }
    });
    cells.forEach(function (c) {
      if (!c.sub && c.details && (state.only || state.group)) {
        c.details.open = c.details.querySelector("li:not([hidden])") !== null;
      }
    });
  }

  function ratio(list, s) {
    var r = { covered: 0, named: 0, both: 0, of: 0 };
    list.forEach(function (t) {
      var j = judge(t, s);
      if (t.on && j.of && (!s.group || t.used)) {
        r.of++;
        r.covered += j.covered ? 1 : 0;
        r.named += judge(t, s, "named").covered ? 1 : 0;
        r.both += judge(t, s, "both").covered ? 1 : 0;
      }
    });
    return r;
  }

  /* How many techniques could be seen: in the order of VISIBLE. */
  function seen(list, s) {
    var n = [0, 0, 0, 0];
    list.forEach(function (t) {
      if (t.on && (!s.group || t.used)) {
        n[t.visible]++;
      }
    });
    return n;
  }

  function sum(list) {
    return list.reduce(function (a, b) { return a + b; }, 0);
  }

  function unique(list) {
    return list.filter(function (t, i) { return list.indexOf(t) === i; });
  }

  function drawHeads(table, s) {
    Array.prototype.forEach.call(table.rows, function (tr) {
      var list = cells.filter(function (c) {
        return c.row === tr;
      }).map(function (c) { return c.t; }), r = ratio(list, s);
      var n = seen(list, s), span = tr.querySelector("th span");
      span.textContent = "/" + (s.colour ? sum(n) : r.of);
      span.prepend(make("b", {}, s.colour ? n[FULL] : r.covered));
    });
  }

  function said(s) {
    var parts = [], group;
    LISTS.forEach(function (key) {
      if (s[key].length) {
        parts.push(key + " " + s[key].map(function (v) {
          return key === "source"
            ? data.sources[NAMES.source.indexOf(v)][1] : v;
        }).join(" or "));
      }
    });
    if (s.evidence) {
      parts.push("evidence E" + s.evidence + " or better");
    }
    if (s.logs && s.kind === "detection") {
      parts.push("rules that run on the logs collected");
    }
    if (s.group) {
      group = data.groups.filter(function (g) { return g[0] === s.group; })[0];
      parts.push("techniques that " + group[1] + " uses");
    }
    return parts.length ? " Only: " + parts.join("; ") + "." : "";
  }

  /* What is covered by controls that name a platform, and only by others: of
     those chosen that the domain has, or of its scope. */
  function drawApart(section, list, r, s) {
    var p = section.querySelector(".apart"), names;
    if (!p) {
      p = make("p", { class: "sentence apart", "data-bounds": "" });
      section.querySelector(".sentence").after(p);
    }
    names = s.platform.length === 0
      ? p.dataset.bounds.split("|").filter(Boolean)
      : s.platform.filter(function (name) {
        return list.some(function (t) {
          return t.platforms.indexOf(NAMES.platform.indexOf(name)) >= 0;
        });
      });
    p.hidden = names.length === 0 || r.covered === 0;
    p.textContent = p.hidden ? "" : r.named + " by " + NOUNS[s.kind] + " that name " +
      names.join(", ").replace(/, ([^,]*)$/, " or $1") + ", " +
      (r.covered - r.named) + " only by " + NOUNS[s.kind] +
      " that name no platform.";
  }

  /* As model_put_percent writes it. */
  function percent(part, of) {
    var n = Math.round(100 * part / of);
    return n === 0 && part > 0 ? "<1" : n === 100 && part < of ? ">99" : n;
  }

  /* What the colours of what could be seen mean, in place of those of rules. */
  function drawLegend(legend, s) {
    var ul = legend.querySelector("[data-legend=visibility]");
    legend.querySelectorAll("[data-legend=rules]").forEach(function (e) {
      e.hidden = s.colour !== "";
    });
    if (ul && !s.colour) {
      ul.remove();
    } else if (!ul && s.colour) {
      ul = make("ul", { "data-legend": "visibility" });
      LEGEND.forEach(function (o) {
        var li = make("li");
        li.append(make("span", { class: "key " + o[0] }, o[1]), " " + o[2]);
        ul.append(li);
      });
      legend.prepend(ul);
    }
  }

  /* The words over a matrix by what could be seen. */
  function drawVisibleWords(section, list, s) {
    var n = seen(list, s), all = sum(n);
    var head = section.querySelector(".headline");
    head.textContent = " techniques and sub-techniques fully visible on the " +
      "logs collected";
    head.prepend(make("strong", {}, n[FULL] + " of " + all));
    if (all) {
      head.append(" (", make("b", {}, percent(n[FULL], all) + " %"), ")");
    }
    head.append("; " + [1, 2, 3].map(function (i) {
      return n[i] + " " + VISIBLE[i][2];
    }).join(", ") + ".");
    section.querySelector(".apart").hidden = true;
    section.querySelector(".sentence").textContent =
      "Visible: what MITRE’s analytics read is collected, of at least one all " +
      "of it (full), or some (partly), or none of any (blind); not told: no " +
      "analytic names a log." + said(s);
  }

  function drawWords(section, table, s) {
    var list = unique(cells.filter(function (c) {
      return c.table === table;
    }).map(function (c) { return c.t; }));
    var r = ratio(list, s);
    var head = section.querySelector(".headline");
    var whose = ofWhom(s);
    var of = s.definition === "leaf" ? " sub-techniques and techniques without any"
      : s.definition === "any" || s.definition === "all-subs" ? " techniques"
        : " techniques and sub-techniques";
    var how = { any: " on it or on a sub-technique",
      "all-subs": " on every sub-technique",
      tested: whose === "yours" ? " that carry test data"
        : " that carries test data" }[s.definition] || "";
    if (whose === "yours") {
      head.textContent = of + " ";
      head.prepend(make("strong", {}, r.covered + " of " + r.of));
    } else {
      head.textContent = of + ", ";
      head.prepend(make("strong", {}, r.of));
      head.append(make("strong", {}, r.covered), " ");
    }
    head.append(WITH[s.kind][whose] + how);
    if (r.of) {
      head.append(" (", make("b", {}, percent(r.covered, r.of) + " %"), ")");
    }
    if (r.both > r.covered) {
      head.append("; public " + KINDS[s.kind][1] + " exist for " +
        (r.both - r.covered) + " more");
    }
    head.append(".");
    if (s.platform.length && !list.some(function (t) { return !t.away; })) {
      head.textContent = "No technique is for the platforms chosen.";
    }
    section.querySelectorAll("[data-noun]").forEach(function (e) {
      var noun = KINDS[s.kind][e.dataset.noun === "several" ? 1 : 0];
      e.textContent = whose === "yours" ? noun + " of yours"
        : whose === "available" ? "public " + noun : noun;
    });
    drawApart(section, list, r, s);
    drawLegend(section.querySelector(".legend"), s);
    var line = section.querySelector(".sentence");
    if (!line.sextant) {
      line.sextant = line.textContent.replace(/^[^.]*\./, "");
    }
    section.querySelector("details.quiet > summary").textContent =
      "All definitions" + (said(s) ? ", without filters" : "");
    line.textContent = "Definition ";
    line.append(make("em", {}, s.definition), ": " +
      DEFINITIONS[s.definition] + "." + line.sextant + said(s));
    if (s.colour) {
      drawVisibleWords(section, list, s);
    }
  }

  /* Only sources of the kind can be chosen. */
  function keepSources() {
    var tested = form.querySelector("[name=definition][value=tested]");
    tested.disabled = state.kind !== "detection";
    form.querySelectorAll("[name=source]").forEach(function (box) {
      var kind = data.sources[NAMES.source.indexOf(box.value)][2];
      box.closest("label").hidden = kind !== state.kind && !box.checked;
    });
  }

  function draw() {
    var group = data.groups.filter(function (g) {
      return g[0] === state.group;
    })[0];
    techniques.forEach(function (t) { t.used = false; });
    (group ? group[2] : []).forEach(function (i) {
      techniques[i].used = true;
    });
    count(state);
    keepSources();
    cells.forEach(function (c) { drawCell(c, state); });
    keepParents();
    document.querySelectorAll(".domain").forEach(function (section) {
      var table = section.querySelector(".matrix");
      drawHeads(table, state);
      drawWords(section, table, state);
    });
  }

  /* The form */

  function choice(name, list, label) {
    var p = make("label", {}, label + " "), select = make("select",
      { name: name });
    list.forEach(function (o) {
      select.append(make("option", { value: o[0] }, o[1]));
    });
    p.append(select);
    return p;
  }

  function boxes(name, legend, list) {
    var set = make("fieldset");
    set.append(make("legend", {}, legend));
    list.forEach(function (o) {
      var label = make("label");
      label.append(make("input", { type: "checkbox", name: name,
        value: o[0] }), " " + o[1] + " ", make("small", {}, o[2]));
      set.append(label);
    });
    return set;
  }

  function radios(name, legend, list) {
    var set = make("fieldset", { class: "switch" });
    set.append(make("legend", {}, legend));
    list.forEach(function (o) {
      var label = make("label", o[2] ? { title: o[2] } : {});
      label.append(make("input", { type: "radio", name: name, value: o[0] }),
        make("span", {}, o[1]));
      set.append(label);
    });
    return set;
  }

  var toggle = make("button", { type: "button", "aria-expanded": "false" },
    "Filters");
  var clear = make("button", { type: "button" }, "Clear");
  var more = make("div", { hidden: "" });

  function unfold(open) {
    more.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
  }

  function build() {
    var row = make("div", { class: "row" }), div;
    row.append(radios("definition", "Definition", Object.keys(DEFINITIONS).map(
      function (name) { return [name, name, DEFINITIONS[name]]; })));
    if (data.several) {
      row.append(radios("of", "Whose", OF.map(function (name) {
        return [name, name];
      })));
    }
    if (data.logs) {
      row.append(radios("colour", "Colour by", [["", "rules"],
        ["visibility", "visibility"]]));
    }
    row.append(
      choice("kind", Object.keys(KINDS).map(function (k) {
        return [k, k];
      }), "Kind"),
      choice("only", [["", "all"], ["gaps", "only gaps"],
        ["one", "only one rule"]].concat(data.logs
        ? [["blind", "only blind"]] : []), "Show"),
      choice("group", [["", "any"]].concat(data.groups.map(function (g) {
        return [g[0], g[1] + " (" + g[2].length + ")"];
      })), "Group"),
      choice("evidence", [[0, "any"]].concat([1, 2, 3, 4, 5].map(function (n) {
        return [n, "E" + n + " or better: " + LEVELS[n]];
      })), "Evidence"));
    div = make("div", { class: "boxes" });
    div.append(boxes("source", "Source", data.sources.filter(function (x) {
      return x[3] > 0;
    }).map(function (x) { return [x[0], x[1], x[3]]; })),
    boxes("platform", "Platform", data.platforms.slice(0, data.offered).map(
      function (x) { return [x[0], x[0], x[1]]; })),
    boxes("level", "Level", data.levels.map(function (x) {
      return [x[0], x[0], x[1]];
    })),
    boxes("status", "Status", data.statuses.map(function (x) {
      return [x[0], x[0], x[1]];
    })));
    toggle.addEventListener("click", function () {
      unfold(more.hidden);
    });
    clear.addEventListener("click", function () {
      state = fresh();
      tellLogs();
      keep();
      show();
    });
    row.append(toggle, clear);
    more.append(div);
    form.append(row, more);
    form.hidden = false;
  }

  function show() {
    form.querySelectorAll("input, select").forEach(function (e) {
      if (e.type === "checkbox") {
        e.checked = state[e.name].indexOf(e.value) >= 0;
      } else if (e.type === "radio") {
        e.checked = (e.name === "of" ? ofWhom(state)
          : state[e.name]) === e.value;
      } else {
        e.value = String(state[e.name]);
      }
    });
    if (LISTS.some(function (key) { return state[key].length > 0; })) {
      unfold(true);
    }
    draw();
  }

  function read() {
    var s = fresh();
    s.logs = state.logs;
    form.querySelectorAll("input, select").forEach(function (e) {
      if (e.type === "checkbox") {
        if (e.checked) {
          s[e.name].push(e.value);
        }
      } else if (e.type !== "radio" || e.checked) {
        s[e.name] = e.name === "evidence" ? +e.value : e.value;
      }
    });
    return settle(s);
  }

  function keep() {
    var text = address(state);
    /* An empty hash would stay as "#". */
    history.replaceState(null, "", text ? "#" + text
      : location.pathname + location.search);
  }

  /* The switch follows the address, and the address the switch. */
  function tellLogs() {
    if (data.logs && state.logs !== logsOfPage()) {
      if (state.logs) {
        root.setAttribute("data-logs", state.logs);
      } else {
        root.removeAttribute("data-logs");
      }
      document.dispatchEvent(new Event("sextant-logs"));
    }
  }

  function logsOfPage() {
    return data.logs && root.getAttribute("data-logs") || "";
  }

  build();
  document.addEventListener("sextant-logs", function () {
    if (state.logs !== logsOfPage()) {
      state.logs = logsOfPage();
      keep();
      draw();
    }
  });
  /* Another kind is counted as its figures are, unless whose was chosen. */
  form.addEventListener("change", function (event) {
    var usual = state.of === "";
    state = read();
    if (event.target.name === "kind" && usual) {
      state.of = "";
    }
    keep();
    if (event.target.name === "kind") {
      show();
    } else {
      draw();
    }
  });
  window.addEventListener("hashchange", function () {
    state = readAddress();
    tellLogs();
    show();
  });
  state = readAddress();
  if (!state.logs && logsOfPage()) {
    state.logs = logsOfPage();
    keep();
  }
  tellLogs();
  show();

  /* On a small screen the tactics fold; they start so. */
  var small = window.matchMedia("(max-width: 43.75rem)");

  function fold(button, folded) {
    button.setAttribute("aria-expanded", String(!folded));
    button.closest("tr").querySelector("td").hidden = folded;
  }

  function arrange() {
    document.querySelectorAll(".matrix th").forEach(function (th) {
      var button = th.querySelector("button");
      if (small.matches && !button) {
        button = make("button", { type: "button" });
        button.append.apply(button, th.childNodes);
        th.append(button);
        fold(button, true);
        button.addEventListener("click", function () {
          fold(button, button.getAttribute("aria-expanded") === "true");
        });
      } else if (!small.matches && button) {
        fold(button, false);
        button.replaceWith.apply(button, button.childNodes);
      }
    });
  }
  arrange();
  small.addEventListener("change", arrange);
})();
