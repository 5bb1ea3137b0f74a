/*
 * The site's search: what a query finds, the best first, in the order that
 * include/search/rank.h says in words and `sextant search` has. It knows nothing
 * of the page it is on.
 */
(function () {
  "use strict";
  var lib = window.sextantText, of = window.sextantThings;
  var NO = lib.NO, wordsOf = lib.wordsOf, keyOf = lib.keyOf;
  var isWeak = lib.isWeak, typed = lib.typed, readQuery = lib.readQuery;
  var COLUMNS = of.COLUMNS, ALL = of.ALL, TITLE = of.TITLE;
  var TIERS = ["ID", "OLD", "NAME", "OTHER", "SHORT", "FOLDED", "WORDS", "WIDER",
    "VOTED", "BEGUN", "TITLE", "TAG", "TEXT"];
  var NONE = TIERS.length, T = {};
  var TITLE_WORDS = 4; // of a title that is as good as a name
  var VOTES = [4, 2, 1], VOTERS_MAX = 1000, VOTES_MIN = 4, SHARE = 4;
  var SMOOTH = 50, SCALE = 1000;
  /* Corrections: letters; things that have a word that is right; times. */
  var WORD_MIN = 4, LONG = 7, KNOWN = 5, COMMONER = 10;
  var all; // what there is (things.js)

  TIERS.forEach(function (tier, i) { T[tier] = i; });

  /* What a query finds */

  function Run(text, words) {
    this.text = text;
    this.words = words;
    this.joined = words.map(function (w) { return w.text; }).join("")
      .replace(/ /g, "");
    this.stems = lib.joinStems(words.map(function (w) { return w.text; }));
    this.cve = lib.isCve(text);
    this.allWeak = words.every(function (w) { return w.weak; });
    this.asked = words.filter(function (w, i) {
      return this.asks(i);
    }, this).length;
    this.tier = new Uint8Array(all.end).fill(NONE);
    this.sum = new Uint8Array(all.end);
    this.synonym = new Uint8Array(all.end);
    this.scores = [];
    this.index = [];
    this.found = 0;
    this.best = NONE;
  }

  Run.prototype.asks = function (i) {
    return this.allWeak || !this.words[i].weak;
  };

  Run.prototype.setTier = function (thing, tier) {
    if (tier < this.tier[thing.number]) {
      this.tier[thing.number] = tier;
    }
  };

  /* Is a number in the text shorter than the one in the id? */
  function isShort(text, id) {
    var a = text.match(/[0-9]+/g) || [], b = id.match(/[0-9]+/g) || [];
    var i = 0;
    while (i < a.length && i < b.length && a[i].length >= b[i].length) {
      i++;
    }
    return i < b.length;
  }

  /* Calls take(id, number among controls) for ids of controls with that key. */
  function eachId(key, take) {
    var has = lib.keyTest(key);
    of.eachWord("ids", key.slice(0, 1), function (id, places) {
      if (has(id)) {
        lib.eachPlace(places, function (control) {
          take(id, control);
        });
      }
    });
  }

  Run.prototype.findCalled = function () {
    var text = this.text.trim().replace(/"/g, "").trim();
    text = text.replace(/^attack\./i, "");
    var key = keyOf(text), x = this;
    if (!key) {
      return;
    }
    if (/^[a-z]+-[0-9]+$/.test(key)) {
      (all.together.get(of.togetherOf(text)) || []).forEach(function (place) {
        x.setTier(place, T.ID);
      });
    }
    (all.ids.get(key) || []).forEach(function (one) {
      x.setTier(one.thing, isShort(text, one.id) ? T.SHORT
        : one.old ? T.OLD : T.ID);
    });
    eachId(key, function (id, control) {
      x.setTier(all.things[all.firstControl + control - 1],
        isShort(text, id) ? T.SHORT : T.ID);
    });
    of.titled(key, TITLE_WORDS).forEach(function (thing) {
      var strong = wordsOf(thing.name).filter(function (word) {
        return !isWeak(word);
      });
      if (thing.kind === "component" || strong.length >= TITLE_WORDS) {
        x.setTier(thing, T.NAME);
      }
    });
  };

  /* Whether a place is called as the query is. */
  Run.prototype.wholeName = function (place) {
    var best = NONE, x = this;
    place.names.forEach(function (name) {
      var tier = name.sort === of.PARENT ? NONE
        : name.joined !== x.joined ? name.stems === x.stems ? T.FOLDED : NONE
        : name.sort === of.OTHER ? T.OTHER : T.NAME;
      if (tier < best) {
        best = tier;
        x.synonym[place.number] = name.sort === of.SYNONYM ? 1 : 0;
      }
    });
    return best;
  };

  /* Whether all words stand in the names of a place. */
  Run.prototype.wordsOfNames = function (place, seen) {
    var wider = place.kind === "policy" || place.kind === "log";
    var tier = wider ? T.WIDER : T.WORDS, sum = 0, i, k, now;
    var own, other;
    for (i = 0; i < this.words.length; i++) {
      if (!this.asks(i)) {
        continue;
      }
      own = other = NO;
      for (k = 0; k < place.names.length; k++) {
        if (place.names[k].sort === of.SYNONYM &&
            place.names[k].words.length > this.asked + 1) {
          continue;
        }
        now = of.matchName(this.words[i], place.names[k],
          i + 1 === this.words.length, seen[i]);
        if (place.names[k].sort === of.OWN) {
          own = now;
        } else if (now < other) {
          other = now;
        }
      }
      if (own === NO && other === NO) {
        return NONE;
      }
      if (own > 1 && other <= 1 && tier === T.WORDS) {
        tier = T.WIDER;
      } else if (own > 1 && other > 1) {
        tier = T.BEGUN;
      }
      sum += Math.min(own, other);
    }
    this.sum[place.number] = sum;
    return tier;
  };

  Run.prototype.findPlaces = function () {
    var x = this, seen = this.words.map(function (w, i) {
      return x.asks(i) ? of.lookAt(w, i + 1 === x.words.length) : null;
    });
    new Set(of.called(this.joined, this.stems).concat(
      of.candidates(this.words, seen))).forEach(function (place) {
      var before = x.tier[place.number], tier = x.wholeName(place);
      if (tier === NONE) {
        tier = x.wordsOfNames(place, seen);
      }
      if (place.aside && tier < T.WIDER) {
        tier = T.WIDER;
      }
      if (tier < before) {
        x.tier[place.number] = tier;
      } else {
        x.sum[place.number] = 0;
        x.synonym[place.number] = 0;
      }
    });
  };

  /* Of each thing the worst of the best columns over the words; COLUMNS: it has
   * not all of them. */
  Run.prototype.worst = function (which) {
    var worst = new Uint8Array(all.end), x = this;
    this.index.forEach(function (index, i) {
      var columns, number;
      if (!x.asks(i)) {
        return;
      }
      columns = index[which];
      for (number = 0; number < worst.length; number++) {
        if (columns[number] > worst[number]) {
          worst[number] = columns[number];
        }
      }
    });
    return worst;
  };

  function classOf(column) {
    return column <= 4 ? 0 : column <= 7 ? 1 : 2;
  }

  Run.prototype.findIndexed = function () {
    var x = this, worst, number, tier;
    this.index = this.words.map(function (w, i) {
      return x.asks(i) ? of.readIndex(w, i + 1 === x.words.length) : null;
    });
    worst = this.worst("wide");
    for (number = 0; number < worst.length; number++) {
      tier = T.TITLE + classOf(worst[number]);
      if (worst[number] < COLUMNS && tier < this.tier[number] &&
          all.things[number]) {
        this.tier[number] = tier;
      }
    }
  };

  /* The techniques that active detections and tests among the things found are
   * about: none that one names a sub-technique of. Calls take(technique, score). */
  Run.prototype.eachVoted = function (take) {
    var votes = [], voters = [], cast = 0, best = 0, casting = 0, n;
    var things = all.things, near = this.worst("near");
    function add(technique, i, list) {
      if (things[technique] && !things[technique].aside &&
          !list.some(function (other) {
        return things[other] && things[other].at === technique;
      })) {
        votes[technique] = (votes[technique] || 0) + n;
        voters[technique] = (voters[technique] || 0) + 1;
      }
    }
    things.forEach(function (thing, number) {
      if (near[number] < COLUMNS && thing.active && thing.kind !== "policy") {
        n = VOTES[classOf(near[number])];
        cast += n;
        casting++;
        thing.techniques.forEach(add);
      }
    });
    if (casting > VOTERS_MAX) {
      return;
    }
    votes = votes.map(function (n, technique) {
      return voters[technique] > 1 && n >= VOTES_MIN && n * SHARE >= cast
        ? Math.floor(n * n * SCALE / (SMOOTH + (all.named[technique] || 0)))
        : -1;
    });
    votes.forEach(function (score) { best = Math.max(best, score); });
    votes.forEach(function (score, technique) {
      if (score >= 0 && score * 2 >= best) {
        take(technique, score);
      }
    });
  };

  Run.prototype.findVoted = function () {
    var x = this;
    if (this.cve) {
      return;
    }
    this.eachVoted(function (technique, score) {
      if (x.tier[technique] > T.VOTED) {
        x.tier[technique] = T.VOTED;
        x.sum[technique] = 0;
        x.synonym[technique] = 0;
        x.scores[technique] = score;
      }
    });
  };

  /* Counts what was found, by kinds and tiers. */
  Run.prototype.count = function () {
    var number, tiers;
    this.kinds = of.KINDS.map(function () {
      return new Uint32Array(NONE);
    });
    for (number = 0; number < this.tier.length; number++) {
      if (this.tier[number] < NONE) {
        tiers = this.kinds[all.things[number].sort];
        tiers[this.tier[number]]++;
        this.found++;
        this.best = Math.min(this.best, this.tier[number]);
      }
    }
  };

  /* How many words a thing's name has. */
  function lengthOf(thing) {
    if (thing.length === undefined) {
      thing.length = wordsOf(thing.name).length;
    }
    return thing.length;
  }

  Run.prototype.hit = function (number) {
    var tier = this.tier[number], set = 0, sum = 0, i, column;
    for (i = 0; i < this.words.length; i++) {
      column = this.asks(i) ? this.index[i].wide[number] : COLUMNS;
      if (column < COLUMNS) {
        set |= 1 << column;
        sum += this.index[i].match[number];
      }
    }
    return { thing: all.things[number], tier: tier, columns: set,
      score: this.scores[number] || 0, synonym: this.synonym[number] === 1,
      kind: all.things[number].sort,
      match: tier < T.TITLE ? this.sum[number] : sum };
  };

  function compare(a, b) {
    var x = a.thing, y = b.thing;
    return a.tier - b.tier || a.kind - b.kind || b.score - a.score ||
      x.aside - y.aside || a.match - b.match || y.used - x.used ||
      lengthOf(x) - lengthOf(y) || (x.id !== undefined && y.id !== undefined
        ? (x.id > y.id) - (x.id < y.id) : x.order - y.order) ||
      x.number - y.number;
  }

  /* The last tier that the first few of a kind are of; -1: there are none. */
  function lastTier(tiers, few) {
    var n = 0, last = -1, tier;
    for (tier = 0; tier < NONE && n < few; tier++) {
      if (tiers[tier] > 0) {
        last = tier;
        n += tiers[tier];
      }
    }
    return last;
  }

  /* The first few of a list, in order. */
  function bestOf(list, few) {
    var best = list.slice(0, few).sort(compare);
    list.slice(few).forEach(function (hit) {
      var i = few;
      while (i > 0 && compare(hit, best[i - 1]) < 0) {
        i--;
      }
      if (i < few) {
        best.splice(i, 0, hit);
        best.pop();
      }
    });
    return best;
  }

  /* The kinds that were found, the one with the best hit first, of each the first
   * few: what is of a tier behind theirs need not be sorted. */
  Run.prototype.byKind = function (few) {
    var hits = of.KINDS.map(function () { return []; }), number, sort;
    var last = this.kinds.map(function (tiers) {
      return lastTier(tiers, few);
    });
    for (number = 0; number < this.tier.length; number++) {
      if (this.tier[number] < NONE) {
        sort = all.things[number].sort;
        if (this.tier[number] <= last[sort]) {
          hits[sort].push(this.hit(number));
        }
      }
    }
    return hits.map(function (list, sort) {
      return { kind: of.KINDS[sort], hits: bestOf(list, few),
        found: this.kinds[sort].reduce(function (a, b) { return a + b; }) };
    }, this).filter(function (one) {
      return one.found > 0;
    }).sort(function (a, b) {
      return compare(a.hits[0], b.hits[0]);
    });
  };

  function run(text, words) {
    var x = new Run(text, words);
    if (words.length > 0) {
      x.findCalled();
      x.findPlaces();
      x.findIndexed();
      of.stopIfWanted();
      x.findVoted();
      x.count();
    }
    return x;
  }

  /* Other words for a query that finds nothing, or not much */

  function digitsOf(word) {
    return word.replace(/[^0-9]/g, "");
  }

  /* The nearest of words; each is told with how many have it, and its letters. */
  function nearest(word, eachNear) {
    var best = null, most = word.length < LONG ? 1 : 2, digits = digitsOf(word);
    var letters = lib.lettersOf(word);
    eachNear(function (text, n, set) {
      var d, other = text[0] !== word[0];
      if (lib.bits(set ^ letters) > 2 * most || digitsOf(text) !== digits ||
          /^[0-9]*$/.test(text)) {
        return;
      }
      d = lib.distance(word, text, most);
      if (d <= most && (!best || (d - best.edits || other - best.other ||
          best.n - n || (text > best.text) - (text < best.text)) < 0)) {
        best = { text: text, edits: d, other: other, n: n };
      }
    });
    return best;
  }

  function isInNames(w, last) {
    var seen = of.lookAt(w, last);
    return seen.any || of.candidates([w], [seen]).some(function (place) {
      return place.names.some(function (name) {
        return of.matchName(w, name, last, seen) < NO;
      });
    });
  }

  /* Calls take(word, n) for words of titles that begin like that. */
  function eachTitleWord(begin, take) {
    of.eachWord("words", begin, function (word, places) {
      var n = 0;
      lib.eachPlace(places, function (number, columns) {
        n += columns & TITLE ? 1 : 0;
      });
      if (n > 0) {
        take(word, n, lib.lettersOf(word));
      }
    });
  }

  /* What a word is to be; null: it stays. */
  function correctWord(w, last) {
    var has, known, best;
    if (w.phrase || w.open || w.weak || w.text.length < WORD_MIN ||
        /^[0-9]*$/.test(w.text) || isInNames(w, last)) {
      return null;
    }
    has = of.countHaving(w.text, ALL);
    known = of.countHaving(w.text, TITLE) > 0 || has >= KNOWN;
    best = nearest(w.text, function (take) {
      var v = all.vocabulary;
      v.words.forEach(function (word, i) {
        if (v.counts[i] > 0) {
          take(word, v.counts[i], v.letters[i]);
        }
      });
    });
    if (!best && !known) {
      best = nearest(w.text, function (take) {
        eachTitleWord(w.text.slice(0, 2), take);
      });
    }
    return !best || known && (best.edits > 1 ||
      of.countHaving(best.text, ALL) < COMMONER * has) ? null : best.text;
  }

  /* The query with its words corrected; null: there is nothing to correct. */
  function correct(words) {
    var any = false, text = words.map(function (w, i) {
      var to = correctWord(w, i + 1 === words.length);
      any = any || to !== null;
      return to !== null ? to : typed([w]);
    }).join(" ");
    of.stopIfWanted();
    return any ? text : null;
  }

  /* The query without some of its words; null: there is nothing to drop. */
  function drop(text, words) {
    var key = keyOf(text), most = -1, which = -1, strong;
    if (lib.isId(text)) {
      return lib.isCve(text) || key.indexOf("-") === key.lastIndexOf("-") ? null
        : key.slice(0, key.lastIndexOf("-"));
    }
    strong = words.filter(function (w) { return !w.weak; });
    if (strong.length > 0 && strong.length < words.length) {
      return typed(strong);
    }
    words.forEach(function (w, i) {
      var n;
      if (w.phrase) {
        return;
      }
      n = of.countHaving(w.text, ALL);
      if (n === 0 && !isInNames(w, false)) {
        n = Infinity;
      }
      if (n > most) {
        most = n;
        which = i;
      }
    });
    of.stopIfWanted();
    return which < 0 || words.length < 2 ? null
      : typed(words.filter(function (w, i) { return i !== which; }));
  }

  /* { run, instead: what was asked for instead, or "" } */
  function find(text) {
    var words = readQuery(text), x = run(text, words), id = lib.isId(text);
    var left = text, instead, other;
    if (x.best > T.FOLDED) {
      instead = correct(words);
      other = instead === null ? null : run(instead, readQuery(instead));
      if (other && other.found > 0) {
        return { run: other, instead: instead };
      }
      if (x.found === 0 && other) {
        words = readQuery(instead);
      }
    }
    while (x.found === 0) {
      left = drop(left, words);
      if (left === null) {
        return { run: x, instead: "" };
      }
      words = readQuery(left);
      x = run(left, words);
      if (id && x.best > T.SHORT) {
        x.found = 0;
      }
    }
    return { run: x, instead: left === text ? "" : id
      ? x.byKind(1)[0].hits[0].thing.id || left : left };
  }

  /* What is told of it */

  var MATCHED = { ID: "id", OLD: "old id", NAME: "name", OTHER: "other name",
    SHORT: "id", FOLDED: "name", WORDS: "name", WIDER: "name",
    VOTED: "controls", BEGUN: "name" };
  var COLUMN_NAMES = ["id", "old id", "name", "title", "other name", "tag",
    "log source", "file", "description", "query"];
  var SECTIONS = { policy: "#policy", detection: "#detection", test: "#tests",
    strategy: "#analytics", analytic: "#analytics", component: "#analytics" };
  var FOLDERS = { technique: "techniques/", tactic: "tactics/",
    group: "threats/", software: "threats/", campaign: "threats/" };

  /* The page of a thing; of what has none, that of a technique it is about. */
  function pageOf(thing) {
    var at = thing.at, i;
    if (FOLDERS[thing.kind]) {
      return FOLDERS[thing.kind] + thing.id + ".html";
    }
    if (thing.kind === "vulnerability") {
      return "threats/" + thing.others[0] + ".html#" + thing.id;
    }
    if (thing.kind === "log") {
      return at ? "logs/" + thing.id.split("/")[0] + ".html#" +
        thing.id.replace(/[^A-Za-z0-9\/]/g, "-").replace(/\//g, "_")
        : "logs.html";
    }
    if (thing.source !== undefined) {
      if (thing.own) {
        return "controls/" + thing.source + "/" + thing.own + ".html";
      }
      i = Math.floor(thing.page / 3);
      if (thing.page % 3 === 2) {
        return "controls/" + thing.source + (i > 0 ? "." + (i + 1) : "") +
          ".html";
      }
      at = i;
    }
    return all.things[at] ? pageOf(all.things[at]) + SECTIONS[thing.kind]
      : "sources/index.html";
  }

  function matchedOf(hit) {
    if (hit.tier < T.TITLE) {
      return [hit.synonym ? "synonym" : MATCHED[TIERS[hit.tier]]];
    }
    return COLUMN_NAMES.filter(function (name, i) {
      return hit.columns >> i & 1;
    });
  }

  function told(hit) {
    var thing = hit.thing, parent = thing.kind === "technique" &&
      all.things[thing.at];
    return { kind: thing.kind, id: thing.id || "", source: thing.source || "",
      name: (parent ? parent.name + ": " : "") + thing.name,
      matched: matchedOf(hit), page: pageOf(thing) };
  }

  /*
   * What is found, as `sextant search` has it: { found: how many things, instead:
   * what was asked for instead, or "", kinds: those that were found, the one with
   * the best answer first: { kind, found, results: the first few, the best first:
   * { kind, id (of a control, of its source), source, name, matched: where,
   * page } } }. Or { needs: files that have to be loaded before }.
   */
  window.sextantRank = function (text, few) {
    var needs = of.needs(), answer;
    if (needs.length > 0) {
      return { needs: needs };
    }
    all = of.begin();
    try {
      answer = find(text);
    } catch (e) {
      if (!of.isWanted(e)) {
        throw e;
      }
      return { needs: e };
    }
    return { found: answer.run.found, instead: answer.instead,
      kinds: answer.run.found === 0 ? []
        : answer.run.byKind(few).map(function (one) {
          return { kind: one.kind, found: one.found,
            results: one.hits.map(told) };
        }) };
  };
})();
