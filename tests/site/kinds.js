// The kinds of pages that a site is made of, by their paths. The first row that
// fits says what a page is; one that no row fits fails the tests, and so does
// a kind that the sample has no page of.
'use strict';

const KINDS = [
  ['matrix', /^index\.html$/],
  ['technique', /^techniques\/T\d{4}(\.\d{3})?\.html$/],
];

// The kind of a page, or null.
function kindOf(page) {
  const row = KINDS.find(([, pattern]) => pattern.test(page));
  return row ? row[0] : null;
}

module.exports = { KINDS, kindOf };
