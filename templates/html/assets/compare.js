/*
 * Up to four threats beside each other, from threats/compare-data.js. The address
 * keeps which: threats/compare.html#G0016,G0032
 */
(function () {
  "use strict";
  var data = window.sextantThreats;
  var place = document.getElementById("compare");
  if (!data || !place) {
    return;
  }
  var make = window.sextantSearch.make;
  var MOST = 4, OUT = "out of scope";
  var KINDS = ["group", "campaign", "software"];
  var who = document.getElementById("who");
  var words = place.dataset;

  var techniques = data.techniques.map(function (t, i) {
    var state = data.states[t[2]];
    return { id: t[0], name: t[1], state: state, rank: t[2], place: i,
      said: state === "out" ? OUT : data.said[t[3]],
      tactics: t[4].map(function (n) { return data.tactics[n]; }).join(", "),
      rules: t[5], beside: t[6] };
  });
  var byName = Object.create(null), byId = Object.create(null);
  var actors = data.actors.map(function (a) {
    return { id: a[0], name: a[1], kind: KINDS[a[2]], uses: a[3],
      others: a[4] ? a[4].split(", ") : [] };
  });

  /* An id comes before a name, a name before another's other name. */
  actors.forEach(function (a) {
    byId[a.id] = a;
  });
  actors.forEach(function (a) {
    byName[a.name.toLowerCase()] = byName[a.name.toLowerCase()] || a;
  });
  actors.forEach(function (a) {
    a.others.forEach(function (name) {
      byName[name.toLowerCase()] = byName[name.toLowerCase()] || a;
    });
  });

  /* "G0016", "apt29", "Cozy Bear", "APT29 (G0016)" */
  function find(text) {
    var id = text.trim().toUpperCase(), inside = /\(([CGS]\d+)\)$/.exec(id);
    return byId[inside ? inside[1] : id] || byName[text.trim().toLowerCase()];
  }

  /* What is chosen, by the address, and of it what nobody is called. */
  function readAddress() {
    var chosen = [], unknown = [];
    location.hash.slice(1).split(",").filter(Boolean).forEach(function (word) {
      var actor;
      try {
        word = decodeURIComponent(word);
      } catch (e) {
        /* It is none's. */
      }
      actor = find(word);
      if (!actor) {
        unknown.push(word);
      } else if (chosen.indexOf(actor) < 0 && chosen.length < MOST) {
        chosen.push(actor);
      }
    });
    return { chosen: chosen, unknown: unknown };
  }

  /* Techniques with how many of those chosen use each: shared ones first, then as
     urgent as their states are, then the most used of all. */
  function usedBy(chosen) {
    var counts = {};
    chosen.forEach(function (a) {
      a.uses.forEach(function (i) {
        counts[i] = (counts[i] || 0) + 1;
      });
    });
    return Object.keys(counts).map(function (i) {
      return { t: techniques[i], n: counts[i] };
    }).sort(function (a, b) {
      return b.n - a.n || a.t.rank - b.t.rank || a.t.place - b.t.place;
    });
  }

  function count(list) {
    var n = { open: 0, thin: 0, moved: 0, covered: 0, out: 0 };
    list.forEach(function (t) { n[t.state]++; });
    n.answered = n.covered + n.thin;
    n.of = n.answered + n.open + n.moved;
    return n;
  }

  function headRow(names) {
    var head = make("thead"), tr = make("tr");
    names.forEach(function (name) {
      var th = make("th", { scope: "col" });
      if (name[1]) {
        th.className = "n";
      }
      if (name[2]) {
        th.setAttribute("data-choose", "");
      }
      th.append(name[0]);
      tr.append(th);
    });
    head.append(tr);
    return head;
  }

  function number(tr, label, n) {
    tr.append(make("td", { class: "n", "data-label": label }, n));
  }

  function figures(chosen, used) {
    var table = make("table", { class: "figures" }), body = make("tbody");
    var labels = ["Techniques", words.answered, "of these thin"].concat(
      words.moved ? [words.moved] : [], words.open, "Out of scope");

    function row(head, list) {
      var n = count(list), tr = make("tr"), th = make("th", { scope: "row" });
      th.append(head);
      tr.append(th);
      [n.of, n.answered, n.thin].concat(words.moved ? [n.moved] : [], n.open,
        n.out).forEach(function (value, i) {
        number(tr, labels[i], value);
      });
      body.append(tr);
    }

    table.append(make("caption", {}, "How much is " +
      words.answered.toLowerCase()), headRow([["Used by"]].concat(labels.map(
      function (label) { return [label, true]; }))), body);
    chosen.forEach(function (a) {
      row(make("a", { href: a.id + ".html" }, a.name), a.uses.map(
        function (i) { return techniques[i]; }));
    });
    if (chosen.length > 1) {
      row("Any of these", used.map(function (u) { return u.t; }));
      row("All of these", used.filter(function (u) {
        return u.n === chosen.length;
      }).map(function (u) { return u.t; }));
    }
    return table;
  }

  function compared(chosen, used) {
    var table = make("table", { class: "list compared",
      "data-filter": "technique" });
    var body = make("tbody");
    var users = chosen.map(function (a) {
      var uses = {};
      a.uses.forEach(function (i) { uses[i] = true; });
      return uses;
    });
    table.append(headRow([["Technique"], ["Tactics", false, true],
      ["State", false, true], [words.rules, true]].concat(words.public
      ? [[words.public, true]] : [], [["Used by", true]], chosen.map(
      function (a) { return [a.name]; }))), body);
    used.forEach(function (u) {
      var t = u.t, tr = make("tr"), th = make("th", { scope: "row" });
      th.append(make("a", { href: "../techniques/" + t.id + ".html" }, t.name),
        " ", make("small", {}, t.id));
      tr.append(th, make("td", {}, t.tactics), make("td", {}, t.said));
      number(tr, words.rules, t.rules);
      if (words.public) {
        number(tr, words.public, t.beside);
      }
      number(tr, "Used by", u.n);
      users.forEach(function (uses, i) {
        tr.append(make("td", { "data-label": chosen[i].name },
          uses[t.place] ? "uses" : ""));
      });
      body.append(tr);
    });
    return table;
  }

  /* What is chosen, and the choice of one more. */

  var input = make("input", { type: "search", list: "threats",
    autocomplete: "off" });
  var add = make("button", { type: "button" }, "Add");
  var list = make("ul", { class: "chosen" });
  var status = make("p", { role: "status" });
  var result = make("div");
  var chosen = [];

  function keep() {
    var text = chosen.map(function (a) { return a.id; }).join(",");
    /* An empty hash would stay as "#". */
    history.replaceState(null, "", text ? "#" + text
      : location.pathname + location.search);
  }

  function remove(actor) {
    chosen = chosen.filter(function (a) { return a !== actor; });
    keep();
    draw("");
    input.focus();
  }

  function draw(said) {
    var used = usedBy(chosen), table;
    list.textContent = "";
    chosen.forEach(function (a) {
      var li = make("li"), button = make("button", { type: "button",
        "aria-label": "Remove " + a.name }, "×");
      button.addEventListener("click", function () { remove(a); });
      li.append(a.name + " ", make("small", {}, a.id), " ", button);
      list.append(li);
    });
    list.hidden = chosen.length === 0;
    input.disabled = add.disabled = chosen.length === MOST;
    status.textContent = said;
    who.hidden = chosen.length > 0;
    result.textContent = "";
    if (chosen.length > 0) {
      table = compared(chosen, used);
      result.append(figures(chosen, used), table);
      table.dispatchEvent(new Event("sextant-list", { bubbles: true }));
    }
  }

  function take() {
    var text = input.value.trim(), actor = find(text);
    if (!text) {
      return;
    }
    if (!actor) {
      status.textContent = "No threat is called " + text + ".";
      return;
    }
    input.value = "";
    if (chosen.indexOf(actor) < 0) {
      chosen = chosen.concat(actor);
    }
    keep();
    draw(chosen.length === MOST ? "Four are compared at most." : "");
  }

  function show() {
    var read = readAddress();
    chosen = read.chosen;
    draw(read.unknown.length ? "No threat is called " +
      read.unknown.join(", ") + "." : "");
  }

  function build() {
    var bar = make("p", { class: "filter" }), label = make("label", {},
      "Compare up to four groups, campaigns or software ");
    var names = make("datalist", { id: "threats" });
    actors.forEach(function (a) {
      names.append(make("option", { value: a.name + " (" + a.id + ")" }));
    });
    label.append(input);
    bar.append(label, " ", add);
    place.append(bar, names, list, status, result);
    place.hidden = false;
    add.addEventListener("click", take);
    input.addEventListener("keydown", function (event) {
      if (event.key === "Enter") {
        event.preventDefault();
        take();
      }
    });
    /* A name that is picked from those offered is taken at once. */
    input.addEventListener("input", function (event) {
      if (event.inputType === "insertReplacementText" || !event.inputType) {
        if (find(input.value)) {
          take();
        }
      }
    });
  }

  build();
  window.addEventListener("hashchange", show);
  show();
})();
