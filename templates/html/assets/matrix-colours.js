/*
 * What a cell of the matrix shows: by coverage, evidence, visibility, whose rules they
 * are, or the difference of two. Each way has its legend, its words and its figures, and
 * in each the cell says in words or numbers what its colour does.
 *
 * A way has legend(s): lists of [class, key, text]; cell(t, s, sub): { look, sign, label,
 * text }; head(list, s): [n, of] of a tactic; headline(list, s): its words, where those in
 * lists stand out; sentence(s). sub is whether the cell is one below another.
 */
(function () {
  "use strict";
  var data = window.sextantMatrix, count = window.sextantCount;
  if (!count) {
    return;
  }
  var NOUN = { detection: ["rule", "rules"], test: ["test", "tests"],
    policy: ["control", "controls"] };
  /* What is said of a technique with one, by whose are counted. */
  var WITH = {
    detection: { yours: "covered by your rules",
      available: "with a public rule", all: "with a rule, yours or public" },
    test: { yours: "with a test of yours", available: "with a public test",
      all: "with a test, yours or public" },
    policy: { yours: "with a control of yours", available: "with a published control",
      all: "with a control, yours or published" }
  };
  var LEVELS = data.evidence; // [glyph, words], E0 first
  var VISIBLE = [["full", "v3", "fully visible"], ["partly", "v2", "partly"],
    ["blind", "v0", "blind"], ["not told", "v1", "not told"]];
  var OUT = ["out", "–", "out of scope"];

  /* The definitions, as the table on the page explains them. */
  var meanings = {};
  document.querySelectorAll(".domain .figures tbody tr").forEach(function (tr) {
    meanings[tr.cells[0].textContent] =
      tr.cells[tr.cells.length - 1].textContent;
  });

  function bin(n) {
    return n === 0 ? 0 : n === 1 ? 1 : n < 5 ? 2 : n < 10 ? 3 : 4;
  }

  function words(n, s) {
    return n + " " + NOUN[s.kind][n === 1 ? 0 : 1];
  }

  /* As model_put_percent writes it. */
  function percent(part, of) {
    var n = Math.round(100 * part / of);
    return n === 0 && part > 0 ? "<1" : n === 100 && part < of ? ">99" : n;
  }

  function share(part, of) {
    return of ? [" (", [percent(part, of) + " %"], ")"] : [];
  }

  function techniques(s) {
    return s.definition === "leaf"
      ? " sub-techniques and techniques without any"
      : s.definition === "any" || s.definition === "all-subs" ? " techniques"
        : " techniques and sub-techniques";
  }

  /* "63 of 691 … covered by your rules"; of what is not yours "691 …, 518 with a
     public rule". */
  function covering(n, of, what, s, how) {
    var whose = count.ofWhom(s), said = WITH[s.kind][whose] + how;
    return (whose === "yours" ? [[n + " of " + of], what + " " + said]
      : [[of], what + ", ", [n], " " + said]).concat(share(n, of));
  }

  function defined(s) {
    return ["Definition ", [s.definition], ": " + meanings[s.definition] + "."];
  }

  function nounOf(s, several) {
    var noun = NOUN[s.kind][several ? 1 : 0], whose = count.ofWhom(s);
    return whose === "yours" ? noun + " of yours"
      : whose === "available" ? "public " + noun : noun;
  }

  var coverage = {
    legend: null, // as the page has it; only its nouns change
    cell: function (t, s, sub) {
      var j = count.judge(t, s);
      var more = j.n === 0 ? count.judge(t, s, "both").n : 0;
      var shade = j.covered || s.definition !== "all-subs" ? bin(j.n) : 0;
      var rated = s.kind === "detection" && t.all.best >= 0;
      var unanswered = t.scoped && shade === 0 && s.kind === "detection" &&
        t.mitre;
      return { look: "b" + shade + (!t.scoped ? " out"
        : unanswered ? " mitre" : "") + (j.of ? "" : " aside"),
      sign: rated ? LEVELS[t.all.best][0] : unanswered ? "◌" : "",
      label: rated ? "E" + t.all.best + ", " + LEVELS[t.all.best][1]
        : "MITRE",
      text: (t.scoped ? "" : "out of scope · ") + (sub ? String(j.n)
        : (t.live.length ? t.all.hit + "/" + t.live.length + " subs · " : "") +
          words(j.n, s)) + (more ? " · " + more + " public" : "") };
    },
    head: function (list, s) {
      var r = count.ratio(list, s);
      return [r.covered, r.of];
    },
    headline: function (list, s) {
      var r = count.ratio(list, s);
      var how = { any: " on it or on a sub-technique",
        "all-subs": " on every sub-technique",
        tested: count.ofWhom(s) === "yours" ? " that carry test data"
          : " that carries test data" }[s.definition] || "";
      return covering(r.covered, r.of, techniques(s), s, how).concat(
        r.both > r.covered ? ["; public " + NOUN[s.kind][1] + " exist for " +
          (r.both - r.covered) + " more."] : ["."]);
    },
    sentence: defined
  };

  /* How many techniques have a level as their best, E0 first. */
  function levels(list) {
    return LEVELS.map(function (level, i) {
      return count.asked(list).filter(function (t) {
        return t.all.best === i;
      }).length;
    });
  }

  function sum(list) {
    return list.reduce(function (a, b) { return a + b; }, 0);
  }

  var TESTED = 2; // E2 and better

  var evidence = {
    legend: function (s) {
      return [[["b0", "0", "no " + nounOf(s, false)]].concat(
        LEVELS.map(function (level, i) {
          return ["b" + Math.min(i + 1, 4), level[0] + " E" + i, level[1]];
        }), [OUT])];
    },
    cell: function (t) {
      var best = t.all.best;
      return { look: t.scoped ? "b" + Math.min(best + 1, 4) : "out",
        sign: best < 0 ? "" : LEVELS[best][0], label: "",
        text: !t.scoped ? "out of scope" : best < 0 ? "none"
          : "E" + best + " " + LEVELS[best][1] };
    },
    head: function (list) {
      return [sum(levels(list).slice(TESTED)), count.asked(list).length];
    },
    headline: function (list, s) {
      var n = levels(list), of = count.asked(list).length;
      return covering(sum(n.slice(TESTED)), of,
        " techniques and sub-techniques", s, " of evidence E2 or better")
        .concat("; by the best: ", n.map(function (m, i) {
          return m + " at E" + i;
        }).join(", ") + "; " + (of - sum(n)) + " with none.");
    },
    sentence: function () {
      return ["Evidence: the best of the rules that name the very technique."];
    }
  };

  /* How many techniques could be seen: in the order of VISIBLE. */
  function seen(list) {
    return VISIBLE.map(function (v, i) {
      return count.asked(list).filter(function (t) {
        return t.visible === i;
      }).length;
    });
  }

  var visibility = {
    legend: function () {
      return [[["v3", "full", "all that an analytic reads is collected"],
        ["v2", "partly", "some of it"], ["v0", "blind", "nothing"],
        ["v1", "not told", "no analytic names a log"], OUT]];
    },
    cell: function (t) {
      var v = VISIBLE[t.visible];
      return { look: t.scoped ? v[1] : "out", sign: "", label: "",
        text: t.scoped ? v[0] : "out of scope" };
    },
    head: function (list) {
      var n = seen(list);
      return [n[0], sum(n)];
    },
    headline: function (list) {
      var n = seen(list), all = sum(n);
      return [[n[0] + " of " + all], " techniques and sub-techniques fully " +
        "visible on the logs collected"].concat(share(n[0], all), "; " +
        [1, 2, 3].map(function (i) {
          return n[i] + " " + VISIBLE[i][2];
        }).join(", ") + ".");
    },
    sentence: function () {
      return ["Visible: what MITRE’s analytics read is collected, of at least " +
        "one all of it (full), or some (partly), or none of any (blind); not " +
        "told: no analytic names a log."];
    }
  };

  /* Two that are held against each other. */
  function both(first, second) {
    return first && second ? "d3" : first ? "d1" : second ? "d2" : "b0";
  }

  var whose = {
    legend: function (s) {
      return [[["d1", "yours", nounOf(like(s, "yours"), true) + ", none public"],
        ["d3", "yours, public", "both"],
        ["d2", "public", "to adopt: none of yours"],
        ["b0", "none", "neither"], OUT]];
    },
    cell: function (t, s) {
      var j = count.judge(t, s, "yours"), k = count.judge(t, s, "available");
      var text = (j.n ? [j.n + " yours"] : []).concat(
        k.n ? [k.n + " public"] : []).join(" · ") || "none";
      return { look: (t.scoped ? both(j.covered, k.covered) : "out") +
        (j.of ? "" : " aside"), sign: "", label: "",
      text: (t.scoped ? "" : "out of scope · ") + text };
    },
    head: function (list, s) {
      var p = count.pair(list, s, "yours", "available");
      return [p.a, p.of];
    },
    headline: function (list, s) {
      var p = count.pair(list, s, "yours", "available");
      var n = NOUN[s.kind][1];
      return [[p.a + " of " + p.of], techniques(s) + " " + WITH[s.kind].yours]
        .concat(share(p.a, p.of), ", ", [p.both], " of these have public " + n +
        ", too; public " + n + " exist for ", [p.b - p.both], " more, for ",
        [p.of - p.a - p.b + p.both], " there are none.");
    },
    sentence: defined
  };

  function like(s, of) {
    return Object.assign({}, s, { of: of });
  }

  /* What is said of one of the two that has a technique. */
  function verb(s) {
    return { source: "has " + NOUN[s.kind][1] + " for", group: "uses",
      build: "has " + nounOf(s, true) + " for" }[count.typeOf(s.a)];
  }

  var difference = {
    legend: function (s) {
      return [[["d1", "A", count.named(s, s.a) + " alone"],
        ["d3", "A, B", "both"], ["d2", "B", count.named(s, s.b) + " alone"],
        ["b0", "–", "neither"], OUT]];
    },
    cell: function (t, s) {
      var a = count.judge(t, s, "a"), b = count.judge(t, s, "b");
      var number = count.typeOf(s.a) !== "group";
      function one(name, j) {
        return !j.covered ? [] : [name + (number ? " " + j.n : "")];
      }
      return { look: (t.scoped ? both(a.covered, b.covered) : "out") +
        (a.of ? "" : " aside"), sign: "", label: "",
      text: t.scoped ? one("A", a).concat(one("B", b)).join(" · ") || "–"
        : "out of scope" };
    },
    head: function (list, s) {
      var p = count.pair(list, s, "a", "b");
      return [p.a + p.b - p.both, p.of];
    },
    headline: function (list, s) {
      var p = count.pair(list, s, "a", "b");
      return ["Of ", [p.of], techniques(s) + " A (" + count.named(s, s.a) +
        ") " + verb(s) + " ", [p.a], " and B (" + count.named(s, s.b) + ") " +
        "for ".repeat(count.typeOf(s.a) === "group" ? 0 : 1), [p.b],
      ": both ", [p.both], ", A alone ", [p.a - p.both], ", B alone ",
      [p.b - p.both], ", neither ", [p.of - p.a - p.b + p.both], "."];
    },
    sentence: defined
  };

  window.sextantColours = { ways: { "": coverage, evidence: evidence,
    visibility: visibility, whose: whose, difference: difference },
  levels: LEVELS, noun: nounOf, seen: seen };
})();
