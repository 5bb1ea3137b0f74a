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
    "vulnerability", "log", "detection", "test", "strategy", "component",
    "analytic"];
  var NAMED = ["technique", "tactic", "group", "software", "campaign", "log"];
  /* The columns of the index, the last one 1 in a set. */
  var COLUMNS = 10, ALL = 1023;
  var OLD_COLUMN = 256, NAME_COLUMN = 128, TITLE = 64, ALIAS = 32;
  var names, controls, files = { words: {}, ids: {} }; // what was loaded

  /* What there is */

  var OWN = 0, WHOLE = 1, PARENT = 2, OTHER = 3, SYNONYM = 4; // sorts of names
  var things, places; // by number; those with names
  var ids;            // by key
  var together;       // places by the letters and digits of their ids
  var stemmed;        // places by the stems of a name, joined
  var vocabulary; // the words of names
  var named;      // how many controls name a technique
  var wanted = [], made; // what makes all this; true: all is made
  var STEPS = 64; // things between two looks at the clock

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
      v.places.push([]);
    }
    v.stands[i] = v.stands[i] || stands;
    v.counts[i] += more;
    return i;
  }

  /* A place is listed once behind another. */
  function addPlace(list, thing) {
    if (list[list.length - 1] !== thing.place) {
      list.push(thing.place);
    }
  }

  /* A name of several words is one, too. Its parent's is not a thing's own. */
  function addName(thing, sort, text) {
    var words = wordsOf(text), joined = words.join("");
    var more = sort === WHOLE || sort === PARENT ? 0 : 1, name, i;
    if (words.length === 0) {
      return;
    }
    name = { sort: sort, joined: joined, stems: lib.joinStems(words),
      words: words.map(function (word) {
        var i = wordNumber(word, true, more);
        addPlace(vocabulary.places[i], thing);
        return i;
      }) };
    thing.names.push(name);
    i = words.length > 1 ? wordNumber(joined, false, more) : name.words[0];
    if (sort !== PARENT) {
      vocabulary.wholes[i] = vocabulary.wholes[i] || [];
      addPlace(vocabulary.wholes[i], thing);
      addTo(stemmed, name.stems, thing);
    }
  }

  function lines(text) {
    return text ? text.split("\n") : [];
  }

  /* A row of search.js: its number, id, name, then the number of its technique
   * (of a technique: its parent's; of a log: 1 if a page lists it), how often it is
   * used, its other names (of a vulnerability: its source), synonyms, 1 if it is
   * deprecated. */
  function addThing(kind, row) {
    var thing = { number: row[0], kind: kind, sort: KINDS.indexOf(kind),
      id: row[1], name: row[2],
      at: row[3], used: row[4] || 0, others: lines(row[5]),
      synonyms: lines(row[6]), aside: row[7] ? 1 : 0, names: [] };
    things[thing.number] = thing;
    addTo(ids, keyOf(thing.id), { thing: thing, id: thing.id });
  }

  function addSynonyms(thing, words) {
    words.forEach(function (word) {
      addName(thing, SYNONYM, word);
    });
  }

  /* The letters and digits of an id. */
  function togetherOf(id) {
    return id.toLowerCase().replace(/[^a-z0-9]/g, "");
  }

  function beginPlace(thing) {
    thing.place = places.length;
    places.push(thing);
    addTo(together, togetherOf(thing.id), thing);
    addName(thing, OWN, thing.name);
  }

  /* Of a technique, its other names are pairs: an old id, and what it was. */
  function nameThing(thing) {
    var parent = thing.kind === "technique" && things[thing.at];
    beginPlace(thing);
    if (parent) {
      addName(thing, WHOLE, parent.name + ": " + thing.name);
      addName(thing, PARENT, parent.name);
    }
    if (thing.kind === "log") {
      addName(thing, OTHER, thing.id);
    }
    thing.others.forEach(function (other, i) {
      if (thing.kind === "technique" && i % 2 === 0) {
        addTo(ids, keyOf(other), { thing: thing, id: other, old: true });
      } else {
        addName(thing, OTHER, other);
      }
    });
    addSynonyms(thing, thing.synonyms);
  }

  /* Controls: what is told of each in turn. */
  function* addControls() {
    var all = lines(controls.titles), orders = numbers(controls.order);
    var pages = numbers(controls.pages), facts = numbers(controls.facts);
    var own = lines(controls.names), policies = lines(controls.ids);
    var at = 0, i = 0, k = 0, policy = 0;
    var n, count, thing, technique, source;
    for (source of controls.sources) {
      n = source[2];
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
        yield;
      }
    }
  }

  /* What a control is asked for by: a policy by its names, others by their title;
   * and what it names. */
  function fileControl(thing) {
    if (thing.kind === "policy") {
      beginPlace(thing);
      return;
    }
    if (thing.active) {
      thing.techniques.forEach(function (technique) {
        named[technique] = (named[technique] || 0) + 1;
      });
    }
  }

  /* Makes of what was loaded what is asked, a thing at a time. */
  function* making() {
    var kind, row, thing;
    for (kind of KINDS) {
      for (row of names.kinds[kind] || []) {
        addThing(kind, row);
        yield;
      }
    }
    yield* addControls();
    for (thing of things) {
      if (thing && NAMED.indexOf(thing.kind) >= 0) {
        nameThing(thing);
      } else if (thing && thing.techniques) {
        fileControl(thing);
      }
      yield;
    }
    names.synonyms.forEach(function (row) {
      addSynonyms(things[row[0]], lines(row[1]));
    });
  }

  function start() {
    things = [];
    places = [];
    ids = new Map();
    together = new Map();
    stemmed = new Map();
    vocabulary = { numbers: new Map(), words: [], stems: [], letters: [],
      stands: [], counts: [], places: [], wholes: [] };
    named = [];
    made = making();
  }

  /* Makes some of it, for so many milliseconds. Returns whether nothing is left to
   * make of what was loaded. */
  function prepare(most) {
    var until = Date.now() + most, n = 0;
    if (!names || !controls || made === true) {
      return true;
    }
    if (!made) {
      start();
    }
    do {
      if (made.next().done) {
        made = true;
        return true;
      }
      n++;
    } while (n % STEPS > 0 || Date.now() < until);
    return false;
  }

  /* What has no name, but a title with that key: a component, or where the key may
   * be of so many words. */
  function titled(key, most) {
    var has = lib.keyTest(key), long = key.split("-").length >= most;
    return things.filter(function (thing) {
      return thing.place === undefined && (long || thing.kind === "component") &&
        has(thing.name);
    });
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

  /* The places with a name whose words, joined, or whose stems are these. */
  function called(joined, stems) {
    var list = vocabulary.wholes[vocabulary.numbers.get(joined)] || [];
    return list.map(function (place) { return places[place]; })
      .concat(stemmed.get(stems) || []);
  }

  /* The places that may be called by the words, by number among places: each has
   * in its names one that matches, or that one begins with. seen: lookAt of each
   * word, null of what is not asked for. */
  function candidates(words, seen) {
    var n = new Uint8Array(places.length), asked = 0;
    function add(list) {
      list.forEach(function (place) {
        if (n[place] === asked) {
          n[place]++;
        }
      });
    }
    words.forEach(function (w, i) {
      var v = vocabulary, k = v.numbers.get(w.text.split(" ")[0]);
      if (!seen[i]) {
        return;
      }
      if (!w.phrase) {
        for (k = 0; k < v.words.length; k++) {
          if (seen[i].matches[k] < NO || seen[i].begins[k]) {
            add(v.places[k]);
          }
        }
      } else if (k !== undefined) {
        add(v.places[k]);
      }
      asked++;
    });
    return places.filter(function (place, i) { return n[i] === asked; });
  }

  /* How a word of a query matches those of a name; seen: lookAt of the word. Two
   * that stand side by side are one, too. */
  function matchName(w, name, last, seen) {
    var best = NO, words = name.words, i, now;
    if (w.phrase) {
      return (" " + words.map(function (k) {
        return vocabulary.words[k];
      }).join(" ") + " ").indexOf(" " + w.text + " ") >= 0 ? 0 : NO;
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
    var most = lib.goesOn(w, last) ? Infinity : w.stem.length + lib.END_MAX;
    if (w.phrase) {
      readPhrase(w, x);
      return x;
    }
    eachWord("words", w.stem, function (word, places) {
      var m = word.length > most ? NO : match(w, word, last);
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
    KINDS: KINDS, OWN: OWN, PARENT: PARENT, OTHER: OTHER,
    SYNONYM: SYNONYM, COLUMNS: COLUMNS, ALL: ALL, TITLE: TITLE,

    /* What has to be loaded before anything is asked. */
    needs: function () {
      return [].concat(names ? [] : ["search.js"],
        controls ? [] : ["search-controls.js"]);
    },

    /* What there is, once it was loaded; what was wanted before is forgotten. */
    begin: function () {
      wanted = [];
      prepare(Infinity);
      return { things: things, places: places, ids: ids,
        stemmed: stemmed, together: together,
        vocabulary: vocabulary, named: named, end: names.end,
        firstControl: names.controls + 1 };
    },

    stopIfWanted: stopIfWanted, isWanted: function (e) { return e === wanted; },
    eachWord: eachWord, countHaving: countHaving, prepare: prepare, titled: titled,
    togetherOf: togetherOf, called: called, candidates: candidates,
    lookAt: lookAt, matchName: matchName, readIndex: readIndex
  };
})();
