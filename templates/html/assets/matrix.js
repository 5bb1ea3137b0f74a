/*
 * The matrix: its data, what a reader chose, and what is counted for that. Nothing
 * here draws: matrix-colours.js says what is shown of a technique, and
 * matrix-view.js shows it. The address keeps what was chosen:
 * index.html#mobile&definition=any&source=sigma,splunk
 */
(function () {
  "use strict";
  var data = window.sextantMatrix;
  if (!data) {
    return;
  }
  var KINDS = ["detection", "test", "policy"];
  var OF = ["yours", "available", "all"];
  var LISTS = ["source", "platform", "level", "status"];
  var DEFINITIONS = ["exact", "any", "all-subs", "leaf", "tested"];
  var IN_SCOPE = 1, ANALYTICS = 2;

  /* What MITRE's analytics could see on the logs collected. */
  var BLIND = 2, NOT_TOLD = 3;

  var facets = data.facets.map(function (f) {
    return { source: f[0], platform: f[1], level: f[2], status: f[3],
      evidence: f[4], yours: f[5] === 1, runs: f[6] === 1,
      kind: data.sources[f[0]][2] };
  });
  var techniques = data.techniques.map(function (t) {
    return { id: t[0], parent: t[1], scoped: (t[2] & IN_SCOPE) !== 0,
      mitre: (t[2] & ANALYTICS) !== 0, facets: t[3], platforms: t[4],
      analytics: t[5] || [], subs: [], before: null };
  });
  var byId = {};
  techniques.forEach(function (t, i) {
    byId[t.id] = i;
    if (t.parent >= 0 && t.scoped) {
      techniques[t.parent].subs.push(t);
    }
  });

  var NAMES = {
    source: data.sources.map(function (s) { return s[0]; }),
    platform: data.platforms.slice(0, data.offered).map(function (p) {
      return p[0];
    }),
    level: data.levels.map(function (l) { return l[0]; }),
    status: data.statuses.map(function (s) { return s[0]; })
  };
  var DOMAINS = Array.prototype.map.call(
    document.querySelectorAll(".domain"), function (e) { return e.id; });

  /* What the reader has chosen. */

  function fresh() {
    return { domain: DOMAINS[0], definition: "exact", of: "",
      kind: "detection", source: [], platform: [], level: [], status: [],
      evidence: 0, group: "", only: "", logs: "", colour: "", a: "", b: "" };
  }

  function like(s, other) {
    return Object.assign({}, s, other);
  }

  function group(id) {
    return data.groups.filter(function (g) { return g[0] === id; })[0];
  }

  /* What can be held against another of its kind, "group:G0016": [type, what
     they are called, [value, name]...]. */
  function operands(s) {
    var lists = [["source", "Sources", data.sources.filter(function (x) {
      return x[2] === s.kind && x[3] > 0;
    }).map(function (x) { return ["source:" + x[0], x[1]]; })]];
    if (data.before && data.before.whose[s.kind] === data.whose[s.kind]) {
      lists.push(["build", "Builds", [["build:now", "this build"],
        ["build:before", "the build before"]]]);
    }
    lists.push(["group", "Groups", data.groups.map(function (g) {
      return ["group:" + g[0], g[1]];
    })]);
    return lists.filter(function (list) { return list[2].length > 1; });
  }

  function named(s, value) {
    var name = "";
    operands(s).forEach(function (list) {
      list[2].forEach(function (o) {
        name = o[0] === value ? o[1] : name;
      });
    });
    return name;
  }

  function typeOf(value) {
    return value.split(":")[0];
  }

  /* Two of one type: those chosen, or the first that there are. */
  function settlePair(s) {
    var lists = operands(s);
    if (s.colour !== "difference" || lists.length === 0) {
      s.colour = s.colour === "difference" ? "" : s.colour;
      s.a = s.b = "";
      return;
    }
    if (!named(s, s.a)) {
      s.a = lists[0][2][0][0];
    }
    if (!named(s, s.b) || typeOf(s.b) !== typeOf(s.a) || s.b === s.a) {
      s.b = lists.filter(function (list) {
        return list[0] === typeOf(s.a);
      })[0][2].filter(function (o) { return o[0] !== s.a; })[0][0];
    }
  }

  /* Only of rules is it known how far they are proven. */
  function settle(s) {
    if (s.of === data.whose[s.kind]) {
      s.of = "";
    }
    if (s.kind !== "detection") {
      s.definition = s.definition === "tested" ? "exact" : s.definition;
      s.colour = s.colour === "evidence" ? "" : s.colour;
    }
    settlePair(s);
    return s;
  }

  var ALLOWED = {
    domain: function (v) { return DOMAINS.indexOf(v) >= 0; },
    definition: function (v) { return DEFINITIONS.indexOf(v) >= 0; },
    of: function (v) { return data.mixed && OF.indexOf(v) >= 0; },
    kind: function (v) { return KINDS.indexOf(v) >= 0; },
    evidence: function (v) { return /^[0-5]$/.test(v); },
    group: function (v) { return !!group(v); },
    only: function (v) {
      return /^(gaps|one)$/.test(v) || (data.logs && v === "blind");
    },
    logs: function (v) { return data.logs && v === "mine"; },
    colour: function (v) {
      return v === "evidence" || v === "difference" ||
        (v === "visibility" && data.logs) || (v === "whose" && data.mixed);
    },
    a: function (v) { return /^(source|group|build):/.test(v); }
  };
  ALLOWED.b = ALLOWED.a;

  /* Nonsense is passed over. */
  function fromAddress(hash) {
    var s = fresh();
    hash.slice(1).split("&").forEach(function (pair) {
      var at = pair.indexOf("="), key = pair.slice(0, at), value;
      try {
        value = decodeURIComponent(pair.slice(at + 1));
      } catch (e) {
        return;
      }
      if (at < 0 && ALLOWED.domain(value)) {
        s.domain = value;
      } else if (LISTS.indexOf(key) >= 0) {
        s[key] = value.split(",").filter(function (v) {
          return NAMES[key].indexOf(v) >= 0;
        });
      } else if (Object.prototype.hasOwnProperty.call(ALLOWED, key) &&
          ALLOWED[key](value)) {
        s[key] = key === "evidence" ? +value : value;
      }
    });
    return settle(s);
  }

  function toAddress(s) {
    var none = fresh(), parts = [];
    Object.keys(none).forEach(function (key) {
      var value = encodeURIComponent(String(s[key])).replace(/%2C/g, ",")
        .replace(/%3A/g, ":");
      if (String(s[key]) !== String(none[key])) {
        parts.push(key === "domain" ? value : key + "=" + value);
      }
    });
    return parts.join("&");
  }

  /* Whose are counted: where nothing else is chosen, as the kind's figures
     are. */
  function ofWhom(s) {
    return s.of || data.whose[s.kind];
  }

  /* Does a control of these facets count for what is chosen; BESIDE: it is only
     available, and yours are chosen. */
  var COUNTS = 1, BESIDE = 2;

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
    return of === "all" || f.yours === (of === "yours") ? COUNTS
      : of === "yours" ? BESIDE : 0;
  }

  /* Sets of each technique what it has on its sub-techniques: of how many, and
     how many controls. */
  function addBelow(key) {
    techniques.forEach(function (t) {
      t[key].hit = t.live.filter(function (sub) {
        return sub[key].n > 0;
      }).length;
      t[key].below = t.live.reduce(function (n, sub) {
        return n + sub[key].n;
      }, 0);
    });
  }

  /* Counts under a name what is wanted of what is chosen: n controls, those that
     carry test data, and the best evidence. A control that names no platform is on all, another
     on those chosen that the technique has, too. */
  function tally(key, s, wanted) {
    var chosen = facets.map(function (f) {
      var how = counts(f, s);
      return how !== 0 && wanted(how, f);
    });
    techniques.forEach(function (t) {
      var r = t[key] = { n: 0, tested: 0, best: -1 }, i, f;
      for (i = 0; i < t.facets.length && !t.away; i += 2) {
        f = facets[t.facets[i]];
        if (chosen[t.facets[i]] && (!t.own || f.platform.length === 0 ||
            f.platform.some(function (p) { return t.own.indexOf(p) >= 0; }))) {
          r.n += t.facets[i + 1];
          r.tested += f.evidence >= 2 ? t.facets[i + 1] : 0;
          r.best = Math.max(r.best, f.evidence);
        }
      }
    });
    addBelow(key);
  }

  function itself(how) {
    return how === COUNTS;
  }

  /* What one has that is held against another. */
  function tallyOperand(key, s, value) {
    var id = value.slice(value.indexOf(":") + 1), used;
    switch (typeOf(value)) {
    case "source":
      tally(key, like(s, { of: "all", source: [id] }), itself);
      break;
    case "group":
      used = group(id)[2];
      techniques.forEach(function (t, i) {
        var n = used.indexOf(i) >= 0 ? 1 : 0;
        t[key] = { n: n, tested: n, best: -1 };
      });
      addBelow(key);
      break;
    default:
      tally(key, like(fresh(), { kind: s.kind }), itself);
      if (id === "before") {
        data.before.techniques.forEach(function (was) {
          techniques[was[0]][key] = { n: was[1 + KINDS.indexOf(s.kind)],
            tested: was[4], best: -1 };
        });
        addBelow(key);
      }
    }
  }

  /* What could be seen: by the analytics of the platforms chosen that the
     technique has, the best of these. */
  function visible(t) {
    var best = NOT_TOLD;
    for (var i = 0; i < t.analytics.length; i += 2) {
      if (!t.own || t.analytics[i + 1].some(function (p) {
        return t.own.indexOf(p) >= 0;
      })) {
        best = Math.min(best, t.analytics[i]);
      }
    }
    return best;
  }

  function count(s) {
    var used = group(s.group);
    techniques.forEach(function (t, i) {
      t.own = s.platform.length === 0 ? null
        : t.platforms.filter(function (p) {
          return s.platform.indexOf(NAMES.platform[p]) >= 0;
        });
      t.away = t.own !== null && t.own.length === 0;
      t.on = t.scoped && !t.away;
      t.used = !used || used[2].indexOf(i) >= 0;
      t.visible = visible(t);
    });
    techniques.forEach(function (t) {
      t.live = t.subs.filter(function (sub) { return sub.on; });
    });
    tally("all", s, itself);
    tally("named", s, function (how, f) {
      return how === COUNTS && f.platform.length > 0;
    });
    tally("both", s, function () { return true; });
    if (s.colour === "whose") {
      tally("yours", like(s, { of: "yours" }), itself);
      tally("available", like(s, { of: "available" }), itself);
    } else if (s.colour === "difference") {
      tallyOperand("a", s, s.a);
      tallyOperand("b", s, s.b);
    }
  }

  /* Is it in the denominator; is it covered, by what is counted under a name;
     what number is shown. */
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

  /* Those of a list that are in the denominator, whatever the definition, or of
     that. */
  function asked(list) {
    return list.filter(function (t) { return t.on && t.used; });
  }

  function counted(list, s) {
    return asked(list).filter(function (t) { return judge(t, s).of; });
  }

  function covered(list, s, by) {
    return list.filter(function (t) { return judge(t, s, by).covered; });
  }

  function ratio(list, s) {
    var of = counted(list, s);
    function by(name) {
      return covered(of, s, name).length;
    }
    return { of: of.length, covered: by("all"), named: by("named"),
      both: by("both") };
  }

  /* Of two that are counted: how many have the one, the other, and both. */
  function pair(list, s, x, y) {
    var of = counted(list, s), first = covered(of, s, x);
    return { of: of.length, a: first.length, b: covered(of, s, y).length,
      both: covered(first, s, y).length };
  }

  window.sextantCount = { KINDS: KINDS, LISTS: LISTS, NAMES: NAMES,
    DOMAINS: DOMAINS, BLIND: BLIND, techniques: techniques, byId: byId,
    fresh: fresh, settle: settle, fromAddress: fromAddress,
    toAddress: toAddress, operands: operands, named: named, typeOf: typeOf,
    group: group, ofWhom: ofWhom, count: count, judge: judge, asked: asked,
    counted: counted, ratio: ratio, pair: pair };
})();
