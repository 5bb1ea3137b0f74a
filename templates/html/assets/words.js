/*
 * What the site's search (rank.js) knows of words: how they are written in the
 * files of its index, when two are the same, and when nearly. The rules are those
 * of include/search/rank.h.
 */
(function () {
  "use strict";
  var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" +
    "0123456789+/";
  var MORE = 32; // in a digit: another one follows
  var WORDS_MAX = 64, STEM_MIN = 4, LAST_MIN = 3, BEGIN_MIN = 5, NO = 3;
  var WORD = /[a-z0-9\u{c0}-\u{1fff}\u{2070}-\u{2fff}\u{3040}-\u{fffc}\u{fffe}-\u{10ffff}]+/gu;
  var ASCII = /^[\0-\x7f]*$/;
  var FILE = /^(?:.*\/)?(.*)\.(?:yml|yaml|toml|json)$/s; // a rule's
  var WEAK = ("a an and as at attack attacks by detect detecting detection " +
    "event exe for from how id in into is of on or rule rules technique " +
    "techniques the to use used using via with").split(" ");
  var ENDS = [["ing", true], ["ion", false], ["ery", false], ["ed", true],
    ["er", true], ["or", true], ["e", false], ["y", false]];
  var END_MAX = 5; // letters behind a stem: two equal ones, "ing", an "s"
  var values = new Uint8Array(128), stems = new Map();

  DIGITS.split("").forEach(function (digit, i) {
    values[digit.charCodeAt(0)] = i;
  });

  /* Files */

  /* The numbers of a text (include/base/vlq.h). */
  function numbers(text) {
    var list = [], n = 0, size = 1, i, digit;
    for (i = 0; i < text.length; i++) {
      digit = values[text.charCodeAt(i)];
      n += digit % MORE * size;
      size *= MORE;
      if (digit < MORE) {
        list.push(n);
        n = 0;
        size = 1;
      }
    }
    return list;
  }

  /* Words and, at the same places, where they stand (src/site/word_files.h). */
  function readWords(text) {
    var parts = text.split(" "), words = [], places = [], last = "", i;
    for (i = 0; i + 1 < parts.length; i += 2) {
      last = last.slice(0, values[parts[i].charCodeAt(0)]) + parts[i].slice(1);
      words.push(last);
      places.push(parts[i + 1]);
    }
    return { words: words, places: places };
  }

  /* Calls take(number, kind) for each of the places. */
  function eachPlace(places, take) {
    var list = numbers(places), at = 0, kind, n, number;
    while (at < list.length) {
      kind = list[at];
      n = list[at + 1];
      at += 2;
      for (number = 0; n > 0; n--) {
        number += list[at++];
        take(number, kind);
      }
    }
  }

  /* Words */

  /* As str_fold: without case, accents and compatibility. */
  function fold(text) {
    return ASCII.test(text) ? text.toLowerCase()
      : text.normalize("NFKD").toUpperCase().toLowerCase()
        .normalize("NFKD").replace(/\p{M}/gu, "");
  }

  function wordsOf(text) {
    return fold(text).match(WORD) || [];
  }

  /* What ids and names are compared by (include/base/key.h). */
  function keyOf(text) {
    return (fold(text).match(/[0-9]+|[a-z\u{80}-\u{10ffff}]+/gu) || [])
      .map(function (part) { return part.replace(/^0+(?=[0-9])/, ""); })
      .join("-");
  }

  /* Has a text that key? A test that is made once for many texts. */
  function keyTest(key) {
    var source = "", last = "";
    key.split("-").forEach(function (part) {
      var sort = /[0-9]/.test(part) ? "0*" : "";
      source += "[^a-z0-9]" + (source && sort === last ? "+" : "*") + sort + part;
      last = sort;
    });
    source = new RegExp("^" + source + "[^a-z0-9]*$", "i");
    return function (text) {
      return ASCII.test(text) ? source.test(text) : keyOf(text) === key;
    };
  }

  function cutStem(word) {
    var n = word.length, i, end, m;
    if (n < STEM_MIN || /[^a-z]/.test(word)) {
      return word;
    }
    if (n >= STEM_MIN + 2 && /ies$/.test(word)) {
      return word.slice(0, -3);
    }
    if (/[^siu]s$/.test(word)) {
      word = word.slice(0, -1);
    }
    for (i = 0; i < ENDS.length; i++) {
      end = ENDS[i][0];
      m = word.length - end.length;
      if (m < STEM_MIN || word.slice(m) !== end) {
        continue;
      }
      return word.slice(0, ENDS[i][1] && word[m - 1] === word[m - 2] &&
        "flsz".indexOf(word[m - 1]) < 0 ? m - 1 : m);
    }
    return word;
  }

  function stemOf(word) {
    var stem = stems.get(word);
    if (stem === undefined) {
      stem = cutStem(word);
      stems.set(word, stem);
    }
    return stem;
  }

  function isWeak(word) {
    return WEAK.indexOf(word) >= 0;
  }

  /* The stems of words that are not weak, joined; if there are none, the first. */
  function joinStems(words) {
    return words.filter(function (w) { return !isWeak(w); }).map(stemOf)
      .join("") || words[0] || "";
  }

  /* May a word of a query be the beginning of another? */
  function goesOn(w, last) {
    return w.open || w.text.length >= (last ? LAST_MIN : BEGIN_MIN) &&
      !/^[0-9]*$/.test(w.text);
  }

  /* How a word of a query matches a word. */
  function match(w, word, last) {
    if (w.text === word) {
      return 0;
    }
    if (w.phrase) {
      return NO;
    }
    if (w.stem === stemOf(word)) {
      return 1;
    }
    return goesOn(w, last) && word.startsWith(w.text) ? 2 : NO;
  }

  /* The edits from one word to another (optimal string alignment). */
  var rows = [];

  function edits(a, b) {
    var n = a.length, m = b.length, i, j, now, above, above2, d;
    while (rows.length <= n) {
      rows.push([]);
    }
    for (j = 0; j <= m; j++) {
      rows[0][j] = j;
    }
    for (i = 1; i <= n; i++) {
      now = rows[i];
      above = rows[i - 1];
      now[0] = i;
      for (j = 1; j <= m; j++) {
        d = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        d = Math.min(d, above[j] + 1, now[j - 1] + 1);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          above2 = rows[i - 2];
          d = Math.min(d, above2[j - 2] + 1);
        }
        now[j] = d;
      }
    }
    return rows[n][m];
  }

  /* One of equal letters behind one another. */
  function squeeze(word) {
    return word.replace(/(.)\1+/g, "$1");
  }

  /* Which letters a word has, and that it has digits: a bit each. Of words with d
   * edits between them no more than 2 d bits differ. */
  function lettersOf(word) {
    var set = 0, i, code;
    for (i = 0; i < word.length; i++) {
      code = word.charCodeAt(i);
      set |= 1 << (code >= 97 && code <= 122 ? code - 97
        : code >= 48 && code <= 57 ? 26 : 27);
    }
    return set;
  }

  function bits(set) {
    var n = 0;
    for (; set !== 0; set &= set - 1) {
      n++;
    }
    return n;
  }

  /* As rank_distance: letters doubled, or not, are one edit. */
  function distance(a, b, most) {
    var d = most + 1, x, y;
    if (Math.abs(a.length - b.length) <= most) {
      d = edits(a, b);
    }
    x = squeeze(a);
    y = squeeze(b);
    if ((x !== a || y !== b) && Math.abs(x.length - y.length) <= most) {
      d = Math.min(d, 1 + edits(x, y));
    }
    return d;
  }

  /* Queries */

  function makeWord(text) {
    return { text: text, stem: stemOf(text), weak: isWeak(text), open: false,
      phrase: false };
  }

  /* A text's words; what stands in quotes is one, a phrase. */
  function readQuery(text) {
    var words = [], parts = fold(text).match(/"[^"]*"?|[^\s"]+/gu) || [];
    parts.forEach(function (part) {
      var list = part.match(WORD) || [], one;
      if (part[0] === '"') {
        one = makeWord(list.join(" "));
        one.phrase = true;
        one.weak = false;
        one.stem = one.text;
        list = list.length > 0 ? [one] : [];
      } else {
        if (FILE.test(part)) {
          list = part.replace(FILE, "$1").match(WORD) || [];
        }
        list = list.map(makeWord);
        if (list.length > 0 && part[part.length - 1] === "*") {
          list[list.length - 1].open = true;
        }
      }
      words = words.concat(list);
    });
    return words.slice(0, WORDS_MAX);
  }

  /* A query as it would be typed. */
  function typed(words) {
    return words.map(function (w) {
      return w.phrase ? '"' + w.text + '"' : w.text + (w.open ? "*" : "");
    }).join(" ");
  }

  /* Is a text's key letters, then numbers? */
  function isId(text) {
    return /^[a-z]+(-[0-9]+)+$/.test(keyOf(text));
  }

  function isCve(text) {
    return /^cve-[0-9]+-[0-9]+$/.test(keyOf(text));
  }

  window.sextantText = { NO: NO, END_MAX: END_MAX, numbers: numbers, readWords: readWords,
    eachPlace: eachPlace, wordsOf: wordsOf, keyOf: keyOf,
    keyTest: keyTest, isWeak: isWeak,
    stemOf: stemOf, joinStems: joinStems, match: match, goesOn: goesOn,
    distance: distance,
    lettersOf: lettersOf, bits: bits,
    readQuery: readQuery, typed: typed, isId: isId, isCve: isCve };
})();
