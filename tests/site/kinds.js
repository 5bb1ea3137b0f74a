// The kinds of pages that a site is made of, by their paths (kinds.json). The
// first row that fits says what a page is; one that no row fits fails the
// tests, and so does a kind that the site under test has no page of.
'use strict';

const KINDS = require('./kinds.json').map(({ kind, pattern }) =>
  [kind, new RegExp(`^${pattern}$`)]);

// The kind of a page, or null.
function kindOf(page) {
  const row = KINDS.find(([, pattern]) => pattern.test(page));
  return row ? row[0] : null;
}

module.exports = { KINDS, kindOf };
