/*
 * The matrix as it is seen: the cells, the words over them, the form. It stands on the
 * page as the server drew it, and is drawn again once something else is chosen.
 */
(function () {
  "use strict";
  var data = window.sextantMatrix, count = window.sextantCount;
  var colours = window.sextantColours;
  var make = window.sextantSearch.make, all = window.sextantSearch.all;
  if (!colours) {
    return;
  }
  var LISTS = count.LISTS, NAMES = count.NAMES;
  var NOUNS = { detection: "detection rules", test: "tests",
    policy: "policy controls" };
  var root = document.documentElement; // site.js has the switch "On my logs"
  var form = document.querySelector(".controls");
  var boxes = form.querySelector(".boxes");
  var state = count.fresh(), look = { unfold: false, ids: false };

  /* The cells of the page, once. */
  var cells = all(".matrix td > ul li").map(function (li) {
    var a = li.querySelector("a"), sub = li.parentNode.closest("li") !== null;
    var id = a.getAttribute("href").replace(/^.*\/|\.html$/g, "");
    return { li: li, a: a, id: id, sub: sub, t: count.techniques[count.byId[id]],
      name: Array.prototype.filter.call(a.childNodes, function (n) {
        return n.nodeType === Node.TEXT_NODE;
      }).map(function (n) { return n.data; }).join("").trim(),
      td: li.closest("td"), section: li.closest(".domain"),
      details: sub ? null : li.querySelector("details"),
      figure: li.querySelector(sub ? "small" : "summary, small") };
  });
  var sections = all(".domain").map(function (section) {
    return { section: section, id: section.id,
      tds: all(".matrix td", section), heads: all(".matrix th", section),
      legend: section.querySelector(".legend"),
      served: all("[data-legend]", section) };
  });

  function unique(list) {
    return list.filter(function (t, i) { return list.indexOf(t) === i; });
  }

  function inside(key, e) {
    return cells.filter(function (c) { return c[key] === e; });
  }

  function techniquesOf(list) {
    return unique(list.map(function (c) { return c.t; }));
  }

  /* Puts words: text, and in lists what stands out. */
  function put(e, words, strong) {
    e.textContent = "";
    words.forEach(function (word) {
      e.append(Array.isArray(word) ? make(strong, {}, word[0]) : word);
    });
  }

  function isShown(t) {
    var j = count.judge(t, state);
    if (!t.used || t.away) {
      return false;
    }
    switch (state.only) {
    case "gaps":
      return j.of && !j.covered && t.on;
    case "blind":
      return t.visible === count.BLIND && t.on;
    case "one":
      return j.n === 1 && t.on;
    default:
      return true;
    }
  }

  function drawCell(c, way) {
    var is = way.cell(c.t, state, c.sub), text = is.text;
    c.li.className = is.look;
    c.figure.textContent = "";
    if (is.sign) {
      c.figure.append(make("i", is.label
        ? { role: "img", "aria-label": is.label }
        : { "aria-hidden": "true" }, is.sign), " ");
    }
    if (c.sub && /^\d/.test(text)) {
      c.figure.append(make("b", {}, text.match(/^\d+/)[0]),
        text.replace(/^\d+/, ""));
    } else {
      c.figure.append(text);
    }
    c.shown = isShown(c.t);
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
      if (c.details && (state.only || state.group)) {
        c.details.open = c.details.querySelector("li:not([hidden])") !== null;
      }
    });
  }

  function drawHeads(of, way) {
    of.tds.forEach(function (td, i) {
      var n = way.head(techniquesOf(inside("td", td)), state);
      var span = of.heads[i].querySelector("span");
      span.textContent = "/" + n[1];
      span.prepend(make("b", {}, n[0]));
      td.dataset.label = of.heads[i].firstChild.data + n[0] + "/" + n[1];
      td.dispatchEvent(new Event("sextant-label"));
    });
  }

  /* What else was chosen. */
  function chosen() {
    var parts = [];
    LISTS.forEach(function (key) {
      if (state[key].length) {
        parts.push(key + " " + state[key].map(function (v) {
          return key === "source"
            ? data.sources[NAMES.source.indexOf(v)][1] : v;
        }).join(" or "));
      }
    });
    if (state.evidence) {
      parts.push("evidence E" + state.evidence + " or better");
    }
    if (state.logs && state.kind === "detection") {
      parts.push("rules that run on the logs collected");
    }
    if (state.group) {
      parts.push("techniques that " + count.group(state.group)[1] + " itself uses");
    }
    return parts.length ? " Only: " + parts.join("; ") + "." : "";
  }

  /* What is covered by controls that name a platform, and only by others: of
     those chosen that the domain has, or of its scope. */
  function drawApart(section, list) {
    var p = section.querySelector(".apart"), r = count.ratio(list, state);
    var names = state.platform.length === 0
      ? p.dataset.bounds.split("|").filter(Boolean)
      : state.platform.filter(function (name) {
        return list.some(function (t) {
          return t.platforms.indexOf(NAMES.platform.indexOf(name)) >= 0;
        });
      });
    p.hidden = state.colour !== "" || names.length === 0 || r.covered === 0;
    p.textContent = p.hidden ? "" : r.named + " by " + NOUNS[state.kind] +
      " that name " + names.join(", ").replace(/, ([^,]*)$/, " or $1") + ", " +
      (r.covered - r.named) + " only by " + NOUNS[state.kind] +
      " that name no platform.";
  }

  function drawLegend(of, way) {
    all("[data-legend]", of.legend).forEach(function (ul) { ul.remove(); });
    if (way.legend) {
      of.legend.prepend.apply(of.legend, way.legend(state).map(function (rows) {
        var ul = make("ul", { "data-legend": state.colour });
        rows.forEach(function (row) {
          var li = make("li");
          li.append(make("span", { class: "key " + row[0] }, row[1]),
            " " + row[2]);
          ul.append(li);
        });
        return ul;
      }));
    } else {
      of.legend.prepend.apply(of.legend, of.served);
    }
    all("[data-noun]", of.legend).forEach(function (e) {
      e.textContent = colours.noun(state, e.dataset.noun === "several");
    });
  }

  function drawWords(of, way) {
    var section = of.section;
    var list = techniquesOf(inside("section", section));
    var seen = colours.seen(list);
    put(section.querySelector(".headline"), list.some(function (t) {
      return !t.away;
    }) ? way.headline(list, state)
      : ["No technique is for the platforms chosen."], "strong");
    all(".headline strong", section).forEach(function (e) {
      if (/%$/.test(e.textContent)) {
        e.replaceWith(make("b", {}, e.textContent));
      }
    });
    put(section.querySelector("[data-said=counted]"), way.sentence(state), "em");
    section.querySelector("[data-said=chosen]").textContent = chosen();
    section.querySelector("details.quiet > summary").textContent =
      "All definitions" + (chosen() ? ", without filters" : "");
    all("[data-seen]", section).forEach(function (e, i) {
      e.textContent = seen[i];
    });
    drawApart(section, list);
    drawLegend(of, way);
  }

  function draw() {
    var way = colours.ways[state.colour];
    count.count(state);
    cells.forEach(function (c) { drawCell(c, way); });
    keepParents();
    sections.forEach(function (of) {
      drawHeads(of, way);
      drawWords(of, way);
    });
    document.dispatchEvent(new Event("sextant-drawn"));
  }

  /* The form */

  function field(name) {
    return form.querySelector("[name=" + name + "]");
  }

  function option(value, name) {
    return make("option", { value: value }, name);
  }

  function addBoxes(name, legend, list) {
    var set = make("fieldset");
    set.append(make("legend", {}, legend));
    list.forEach(function (o) {
      var label = make("label");
      label.append(make("input", { type: "checkbox", name: name,
        value: o[0] }), " " + o[1] + " ", make("small", {}, o[2]));
      set.append(label);
    });
    boxes.append(set);
  }

  function twice(row) {
    return [row[0], row[0], row[1]];
  }

  function fill() {
    data.groups.forEach(function (g) {
      field("group").append(option(g[0], g[1] + " (" + g[2].length + ")"));
    });
    colours.levels.slice(1).forEach(function (level, i) {
      field("evidence").append(option(i + 1, "E" + (i + 1) + " or better: " +
        level[1]));
    });
    addBoxes("source", "Source", data.sources.filter(function (x) {
      return x[3] > 0;
    }).map(function (x) { return [x[0], x[1], x[3]]; }));
    addBoxes("platform", "Platform",
      data.platforms.slice(0, data.offered).map(twice));
    addBoxes("level", "Level: one of", data.levels.map(twice));
    addBoxes("status", "Status: one of", data.statuses.map(twice));
  }

  /* What can be chosen beside what is: sources of the kind, platforms of the
     domain, two to hold against each other. */
  function offer() {
    var list = techniquesOf(cells.filter(function (c) {
      return c.section.id === state.domain;
    }));
    form.querySelector("[value=tested]").disabled = state.kind !== "detection";
    form.querySelector("[name=colour] [value=evidence]").disabled =
      state.kind !== "detection";
    all("[name=source], [name=platform]", form).forEach(function (box) {
      var place = NAMES[box.name].indexOf(box.value);
      box.closest("label").hidden = !box.checked && (box.name === "source"
        ? data.sources[place][2] !== state.kind
        : !list.some(function (t) { return t.platforms.indexOf(place) >= 0; }));
    });
    form.querySelector("[data-pair]").hidden = state.colour !== "difference";
    ["a", "b"].forEach(function (name) {
      var select = field(name);
      select.textContent = "";
      count.operands(state).forEach(function (o) {
        var group = make("optgroup", { label: o[1] });
        if (name === "a" || o[0] === count.typeOf(state.a)) {
          o[2].forEach(function (row) {
            group.append(option(row[0], row[1]));
          });
          select.append(group);
        }
      });
      select.value = state[name];
    });
  }

  function showDomain() {
    sections.forEach(function (of) {
      var here = of.id === state.domain;
      of.section.classList.toggle("away", !here);
      of.section.classList.toggle("shown", here);
      if (here && !of.section.contains(form)) {
        of.legend.before(form);
      }
    });
    all(".domains a").forEach(function (a) {
      if (a.hash === "#" + state.domain) {
        a.setAttribute("aria-current", "true");
      } else {
        a.removeAttribute("aria-current");
      }
    });
  }

  function button(name) {
    return form.querySelector("[data-does=" + name + "]");
  }

  function openBoxes(open) {
    boxes.hidden = !open;
    button("filters").setAttribute("aria-expanded", String(open));
  }

  function showForm() {
    all("input, select", form).forEach(function (e) {
      if (e.type === "checkbox") {
        e.checked = state[e.name].indexOf(e.value) >= 0;
      } else if (e.type === "radio") {
        e.checked = (e.name === "of" ? count.ofWhom(state)
          : state[e.name]) === e.value;
      } else {
        e.value = String(state[e.name]);
      }
    });
    if (LISTS.some(function (key) { return state[key].length > 0; })) {
      openBoxes(true);
    }
    offer();
    showDomain();
  }

  function read() {
    var s = count.fresh();
    s.logs = state.logs;
    s.domain = state.domain;
    all("input, select", form).forEach(function (e) {
      if (e.type === "checkbox") {
        if (e.checked) {
          s[e.name].push(e.value);
        }
      } else if (e.type !== "radio" || e.checked) {
        s[e.name] = e.name === "evidence" ? +e.value : e.value;
      }
    });
    return s;
  }

  function keep() {
    var text = count.toAddress(state);
    /* An empty hash would stay as "#". */
    history.replaceState(null, "", text ? "#" + text
      : location.pathname + location.search);
  }

  /* The switch "On my logs" follows the address, and the address the switch. */

  function logsOfPage() {
    return data.logs && root.getAttribute("data-logs") || "";
  }

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

  document.addEventListener("sextant-logs", function () {
    if (state.logs !== logsOfPage()) {
      state.logs = logsOfPage();
      keep();
      draw();
    }
  });

  /* Another kind is counted as its figures are, unless whose was chosen. */
  form.addEventListener("change", function (event) {
    var usual = state.of === "", next = read();
    if (event.target.name === "kind" && usual) {
      next.of = "";
    }
    state = count.settle(next);
    keep();
    showForm();
    draw();
  });

  button("filters").addEventListener("click", function () {
    openBoxes(boxes.hidden);
  });
  button("clear").addEventListener("click", function () {
    state = Object.assign(count.fresh(), { domain: state.domain });
    tellLogs();
    keep();
    showForm();
    draw();
  });

  /* Ids are on the page as text that only the browser's own search finds; where it finds one,
     all are shown. */
  cells.forEach(function (c) {
    var id = make("span", { class: "id", hidden: "until-found" }, c.id);
    id.addEventListener("beforematch", function () { showIds(true); });
    c.idText = id;
    c.a.prepend(id, " ");
  });

  function showIds(on) {
    look.ids = on;
    button("ids").setAttribute("aria-pressed", String(on));
    cells.forEach(function (c) {
      if (on) {
        c.idText.removeAttribute("hidden");
      } else {
        c.idText.setAttribute("hidden", "until-found");
      }
    });
  }

  button("ids").addEventListener("click", function () {
    showIds(!look.ids);
  });
  button("unfold").addEventListener("click", function () {
    look.unfold = !look.unfold;
    button("unfold").setAttribute("aria-pressed", String(look.unfold));
    cells.forEach(function (c) {
      if (c.details) {
        c.details.open = look.unfold;
      }
    });
  });

  /* Of several domains one is shown; its link keeps what else was chosen. */
  all(".domains a").forEach(function (a) {
    a.addEventListener("click", function (event) {
      event.preventDefault();
      state = count.settle(Object.assign(read(), { domain: a.hash.slice(1) }));
      keep();
      showForm();
      draw();
    });
  });

  window.addEventListener("hashchange", function () {
    state = count.fromAddress(location.hash);
    tellLogs();
    showForm();
    draw();
  });

  /* What is seen, for a picture of it: {title, words [headline, sentence], legend
     [{look, key, text}], ids: are they shown, tactics [{name, figure, cells [{id, name, look,
     text, sub, dimmed}]}]}, of the domain that is shown; a cell that is folded or filtered
     out is none. */
  window.sextantMatrixView = function () {
    var of = sections.filter(function (one) {
      return one.id === state.domain;
    })[0];
    return { title: document.querySelector("h1").textContent,
      domain: of.id,
      words: all(".headline, .sentence", of.section).filter(function (p) {
        return !p.hidden;
      }).map(function (p) { return p.textContent.trim(); }),
      legend: all(".legend li", of.section).map(function (li) {
        var key = li.querySelector(".key");
        return { look: key ? key.className.replace(/^key ?/, "") : "",
          key: key ? key.textContent : "",
          text: (key ? li.textContent.slice(key.textContent.length)
            : li.textContent).trim() };
      }),
      ids: look.ids,
      tactics: of.tds.map(function (td, i) {
        return { name: of.heads[i].firstChild.data.trim(),
          figure: of.heads[i].querySelector("span").textContent,
          cells: inside("td", td).filter(function (c) {
            var above = c.sub ? c.li.parentNode.closest("details") : null;
            return !c.li.hidden && (!above || above.open);
          }).map(function (c) {
            return { id: c.id, name: c.name, sub: c.sub,
              look: c.li.className, text: c.figure.textContent };
          }) };
      }) };
  };

  fill();
  state = count.fromAddress(location.hash);
  if (!state.logs && logsOfPage()) {
    state.logs = logsOfPage();
    keep();
  }
  tellLogs();
  showForm();
  if (count.toAddress(Object.assign({}, state, { domain: count.DOMAINS[0] }))) {
    draw();
  } else {
    count.count(state); // it stands there already
  }
  document.documentElement.removeAttribute("data-wait");
})();
