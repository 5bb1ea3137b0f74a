// How much a site's search looks at: work.js SITE QUERY ... Prints of each query
// how many names it compares with a word, in percent of all, rounded up; and, first,
// in how many steps the search is made ready.
'use strict';

const { Search } = require('./site.js');

const search = new Search(process.argv[2]);
const things = search.world.sextantThings;
search.load('search.js');
search.load('search-controls.js');

let steps = 1;
while (!things.prepare(0))
  steps++;
const names = things.begin().places.reduce((n, p) => n + p.names.length, 0);
console.log(`${names} names, ${steps} steps`);

let compared = 0;
const { matchName } = things;
things.matchName = (...args) => {
  compared++;
  return matchName(...args);
};
for (const query of process.argv.slice(3)) {
  search.ask(query); // what it needs is there from here on
  compared = 0;
  search.ask(query);
  console.log(`${query}: ${Math.ceil(100 * compared / names)} %`);
}
