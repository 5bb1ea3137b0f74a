// Asks a site's search, without a browser: site.js SITE. Of each line of standard
// input, a query, it prints all that is found, as JSON on a line.
'use strict';

const fs = require('fs');
const path = require('path');
const readline = require('readline');
const vm = require('vm');

const TURNS = 100; // a query that asks for files more often than this is broken

class Search {
  constructor(site) {
    this.site = site;
    this.world = vm.createContext({});
    vm.runInContext('var window = globalThis;', this.world);
    this.load('assets/words.js');
    this.load('assets/things.js');
    this.load('assets/rank.js');
  }

  load(name) {
    const file = path.join(this.site, name);
    vm.runInContext(fs.readFileSync(file, 'utf8'), this.world,
      { filename: file });
  }

  ask(query) {
    for (let turn = 0; turn < TURNS; turn++) {
      const answer = this.world.sextantRank(query, Infinity);
      if (!answer.needs)
        return answer;
      answer.needs.forEach((name) => this.load(name));
    }
    throw new Error(`${query}: asks for ever more`);
  }
}

if (require.main === module) {
  const search = new Search(process.argv[2]);
  readline.createInterface({ input: process.stdin })
    .on('line', (query) => console.log(JSON.stringify(search.ask(query))));
}

module.exports = { Search };
