/*
 * What the site's search (rank.js) searches: names, controls and the index of
 * words. src/site/site_search.c wrote it; what of it is not there yet is wanted,
 * to be loaded.
 *
 * The index does not say which word stands behind which: a phrase is looked up in
 * names and titles; of other texts all its words are asked for.
 */
(function () {
  "use strict";
  var lib = window.sextantText;
  var NO = lib.NO, match = lib.match, wordsOf = lib.wordsOf;
  var keyOf = lib.keyOf, numbers = lib.numbers, eachPlace = lib.eachPlace;
  var FOLDERS = { words: "search/", ids: "search/ids/" };
  var KINDS = ["technique", "tactic", "group", "software", "campaign", "policy",
    "vulnerability", "detection", "test", "strategy", "component", "analytic"];
  var NAMED = 5; // of the kinds, with other names
  /* The columns of the index, the last one 1 in a set. */
  var COLUMNS = 10, ALL = 1023;
  var OLD_COLUMN = 256, NAME_COLUMN = 128, TITLE = 64, ALIAS = 32;
  var names, controls, files = { words: {}, ids: {} }; // what was loaded

  /* What there is */

  var OWN = 0, WHOLE = 1, PARENT = 2, OTHER = 3, SYNONYM = 4; // sorts of names
  var things, places; // by number; those with names
  var ids, titles;    // by key
  var vocabulary; // the words of names
  var named;      // how many controls name a technique
  var wanted = [];

  function addTo(map, key, one) {
    if (!map.has(key)) {
      map.set(key, []);
    }
    map.get(key).push(one);
  }

  /* The number of a word among those of names; more: how many more have it. */
  function wordNumber(word, stands, more) {
    var v = vocabulary, i = v.numbers.get(word);
    if (i === undefined) {
      i = v.words.length;
      v.numbers.set(word, i);
      v.words.push(word);
      v.stems.push(lib.stemOf(word));
      v.letters.push(lib.lettersOf(word));
      v.stands.push(false);
      v.counts.push(0);
    }
    v.stands[i] = v.stands[i] || stands;
    v.counts[i] += more;
    return i;
  }

  /* A name of several words is one, too. Its parent's is not a thing's own. */
  function addName(thing, sort, text) {
    var words = wordsOf(text), joined = words.join("");
    var more = sort === WHOLE || sort === PARENT ? 0 : 1;
    if (words.length === 0) {
      return;
    }
    thing.names.push({ sort: sort, text: " " + words.join(" ") + " ",
      joined: joined, stems: lib.joinStems(words),
      words: words.map(function (word) {
        return wordNumber(word, true, more);
      }) });
    if (words.length > 1) {
      wordNumber(joined, false, more);
    }
  }

  function lines(text) {
    return text ? text.split("\n") : [];
  }

  /* A row of search.js: its number, id, name, then the number of its technique
   * (of a technique: its parent's), how often it is used, its other names,
   * synonyms, 1 if it is deprecated. */
  function addThing(kind, row) {
    var thing = { number: row[0], kind: kind, sort: KINDS.indexOf(kind),
      id: row[1], name: row[2],
      at: row[3], used: row[4] || 0, others: lines(row[5]),
      synonyms: lines(row[6]), aside: row[7] ? 1 : 0, names: [] };
    things[thing.number] = thing;
    addTo(ids, keyOf(thing.id), { thing: thing, id: thing.id });
    return thing;
  }

  function addSynonyms(thing, words) {
    words.forEach(function (word) {
      addName(thing, SYNONYM, word);
    });
  }

  /* Of a technique, its other names are pairs: an old id, and what it was. */
  function nameThing(thing) {
    var parent = thing.kind === "technique" && things[thing.at];
    addName(thing, OWN, thing.name);
    if (parent) {
      addName(thing, WHOLE, parent.name + ": " + thing.name);
      addName(thing, PARENT, parent.name);
    }
    thing.others.forEach(function (other, i) {
      if (thing.kind === "technique" && i % 2 === 0) {
        addTo(ids, keyOf(other), { thing: thing, id: other, old: true });
      } else {
        addName(thing, OTHER, other);
      }
    });
    addSynonyms(thing, thing.synonyms);
    places.push(thing);
  }

  /* Controls: what is told of each in turn. */
  function addControls() {
    var all = lines(controls.titles), orders = numbers(controls.order);
    var pages = numbers(controls.pages), facts = numbers(controls.facts);
    var own = lines(controls.names), policies = lines(controls.ids);
    var at = 0, i = 0, k = 0, policy = 0;
    controls.sources.forEach(function (source) {
      var n = source[2], count, thing, technique;
      for (; n > 0; n--, i++) {
        count = Math.floor(facts[at] / 4);
        thing = { number: names.controls + i + 1, kind: source[1],
          sort: KINDS.indexOf(source[1]), source: source[0], order: orders[i], name: all[i], used: 0,
          aside: facts[at] % 2 ? 0 : 1, active: facts[at] % 4 > 1,
          page: pages[i], own: pages[i] % 3 === 0 ? own[k++] : "",
          techniques: [], names: [] };
        if (thing.kind === "policy") {
          thing.id = policies[policy++];
        }
        for (at++, technique = 0; count > 0; count--) {
          technique += facts[at++];
          thing.techniques.push(technique);
        }
        things[thing.number] = thing;
      }
    });
  }

  function countNamed() {
    things.forEach(function (thing) {
      if (thing.techniques && thing.active && thing.kind !== "policy") {
        thing.techniques.forEach(function (technique) {
          named[technique] = (named[technique] || 0) + 1;
        });
      }
    });
  }

  /* Makes of what was loaded what is asked. */
  function prepare() {
    var kinds = names.kinds;
    things = [];
    places = [];
    ids = new Map();
    titles = null;
    vocabulary = { numbers: new Map(), words: [], stems: [], letters: [],
      stands: [], counts: [] };
    named = [];
    KINDS.forEach(function (kind) {
      (kinds[kind] || []).forEach(function (row) { addThing(kind, row); });
    });
    addControls();
    things.forEach(function (thing) {
      if (kinds[thing.kind] && KINDS.indexOf(thing.kind) < NAMED) {
        nameThing(thing);
      } else if (thing.kind === "policy") {
        addName(thing, OWN, thing.name);
        places.push(thing);
      }
    });
    names.synonyms.forEach(function (row) {
      addSynonyms(things[row[0]], lines(row[1]));
    });
    countNamed();
  }

  /* The things without names whose title has that key. */
  function titled(key) {
    if (!titles) {
      titles = new Map();
      things.forEach(function (thing) {
        if (thing.names.length === 0) {
          addTo(titles, keyOf(thing.name), thing);
        }
      });
    }
    return titles.get(key) || [];
  }

  window.sextantNames = function (all) {
    names = all;
  };

  window.sextantControls = function (all) {
    controls = all;
  };

  window.sextantWords = function (file) {
    files.words[file[0]] = lib.readWords(file[1]);
  };

  window.sextantIds = function (file) {
    files.ids[file[0]] = lib.readWords(file[1]);
  };

  /* Calls take(word, places) for the words that begin like that, of a sort: they
   * are in the last file that does not begin behind it, and in those that begin
   * like it. What is not there yet is wanted. */
  function eachWord(sort, begin, take) {
    var head = begin.slice(0, 2).replace(/[^a-z0-9-]/g, "~");
    names[sort].forEach(function (name, i) {
      var next = names[sort][i + 1], f = files[sort][name];
      if (name > head && !name.startsWith(head) || next && next <= head) {
        return;
      }
      if (!f) {
        wanted.push(FOLDERS[sort] + name.replace(/~/g, "_") + ".js");
        return;
      }
      f.words.forEach(function (word, k) {
        if (word.startsWith(begin)) {
          take(word, f.places[k]);
        }
      });
    });
  }

  /* Throws the list of wanted files, if there are any. */
  function stopIfWanted() {
    if (wanted.length > 0) {
      throw wanted;
    }
  }

  /* How many things have exactly that word, in a column of the set. */
  function countHaving(word, set) {
    var found = new Set();
    eachWord("words", word, function (other, places) {
      if (other === word) {
        eachPlace(places, function (number, columns) {
          if (columns & set) {
            found.add(number);
          }
        });
      }
    });
    return found.size;
  }

  /* Where the words of a query stand */

  /* How a word of a query matches each word of names, which of these it begins
   * with, and whether any matches. */
  function lookAt(w, last) {
    var v = vocabulary, n = v.words.length, any = false, i;
    var matches = new Uint8Array(n).fill(NO), begins = new Uint8Array(n);
    var goesOn = lib.goesOn(w, last);
    for (i = 0; i < n; i++) {
      if (v.words[i] === w.text) {
        matches[i] = 0;
      } else if (v.stems[i] === w.stem) {
        matches[i] = 1;
      } else if (goesOn && v.words[i].startsWith(w.text)) {
        matches[i] = 2;
      } else if (w.text.startsWith(v.words[i])) {
        begins[i] = 1;
      }
      any = any || v.stands[i] && matches[i] < NO;
    }
    return { matches: matches, begins: begins, any: any };
  }

  /* How a word of a query matches those of a name; seen: lookAt of the word. Two
   * that stand side by side are one, too. */
  function matchName(w, name, last, seen) {
    var best = NO, words = name.words, i, now;
    if (w.phrase) {
      return name.text.indexOf(" " + w.text + " ") >= 0 ? 0 : NO;
    }
    for (i = 0; i < words.length && best > 0; i++) {
      best = Math.min(best, seen.matches[words[i]]);
      if (i + 1 < words.length && best > 0 && seen.begins[words[i]]) {
        now = vocabulary.words[words[i]] + vocabulary.words[words[i + 1]];
        best = Math.min(best, match(w, now, last));
      }
    }
    return best;
  }

  /* Do the words of a phrase stand in a text, side by side? */
  function hasPhrase(text, phrase) {
    return (" " + wordsOf(text).join(" ") + " ").indexOf(" " + phrase + " ") >=
      0;
  }

  /* The first column of a set (COLUMNS of them, the last one 1). */
  function firstOf(set) {
    return COLUMNS - 32 + Math.clz32(set);
  }

  /* Of the columns where all words of a phrase stand those where they may stand
   * side by side: those whose text is not here, too. */
  function columnsOfPhrase(thing, phrase, set) {
    var others = (thing.others || []).join(" "), known = {};
    var old = thing.kind === "technique";
    known[NAME_COLUMN] = known[TITLE] = thing.name;
    known[old ? OLD_COLUMN : ALIAS] = others;
    if (old) {
      known[ALIAS] = things[thing.at] ? things[thing.at].name : "";
    }
    Object.keys(known).forEach(function (column) {
      if (set & column && !hasPhrase(known[column], phrase)) {
        set -= column;
      }
    });
    return set;
  }

  function note(x, number, set, m) {
    var column = firstOf(set);
    if (m < 2 && column < x.near[number]) {
      x.near[number] = column;
    }
    if (column < x.wide[number]) {
      x.wide[number] = column;
    }
    if (m < x.match[number]) {
      x.match[number] = m;
    }
  }

  function readPhrase(w, x) {
    var sets = null;
    w.text.split(" ").forEach(function (part) {
      var here = new Map();
      eachWord("words", part, function (word, places) {
        if (word === part) {
          eachPlace(places, function (number, columns) {
            here.set(number, columns | here.get(number));
          });
        }
      });
      here.forEach(function (set, number) {
        here.set(number, sets ? set & sets.get(number) : set);
      });
      sets = here;
    });
    sets.forEach(function (set, number) {
      if (set && things[number] && w.text.indexOf(" ") > 0) {
        set = columnsOfPhrase(things[number], w.text, set);
      }
      if (set) {
        note(x, number, set, 0);
      }
    });
  }

  /* For each thing the best column where the word matches by 0 or 1 (near), where
   * it matches at all (wide), and the best match. */
  function readIndex(w, last) {
    var x = { near: new Uint8Array(names.end).fill(COLUMNS),
      wide: new Uint8Array(names.end).fill(COLUMNS),
      match: new Uint8Array(names.end).fill(NO) };
    if (w.phrase) {
      readPhrase(w, x);
      return x;
    }
    eachWord("words", w.stem, function (word, places) {
      var m = match(w, word, last);
      if (m < NO) {
        eachPlace(places, function (number, columns) {
          // "Analytic 0042" is no name.
          if (columns & NAME_COLUMN && things[number] &&
              things[number].kind === "analytic") {
            columns -= NAME_COLUMN;
          }
          if (columns) {
            note(x, number, columns, m);
          }
        });
      }
    });
    return x;
  }

  window.sextantThings = {
    KINDS: KINDS, NAMED: NAMED, OWN: OWN, PARENT: PARENT, OTHER: OTHER,
    SYNONYM: SYNONYM, COLUMNS: COLUMNS, ALL: ALL, TITLE: TITLE,

    /* What has to be loaded before anything is asked. */
    needs: function () {
      return [].concat(names ? [] : ["search.js"],
        controls ? [] : ["search-controls.js"]);
    },

    /* What there is, once it was loaded; what was wanted before is forgotten. */
    begin: function () {
      wanted = [];
      if (!things) {
        prepare();
      }
      return { things: things, places: places, ids: ids,
        vocabulary: vocabulary, named: named, end: names.end,
        firstControl: names.controls + 1 };
    },

    stopIfWanted: stopIfWanted, isWanted: function (e) { return e === wanted; },
    eachWord: eachWord, countHaving: countHaving, titled: titled,
    lookAt: lookAt, matchName: matchName, readIndex: readIndex
  };
})();
