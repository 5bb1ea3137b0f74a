// Every kind of page, as people meet it: wide and narrow, light and dark, from
// disk and from a server, with and without script, on paper, by keyboard alone.
'use strict';

const checks = require('./checks.js');
const { KINDS, kindOf } = require('./kinds.js');

module.exports = (t, world) => {
  t('each page is of a kind, and each kind has one', () => [
    ...world.pages.filter((page) => !kindOf(page))
      .map((page) => `${page}: no row in kinds.js`),
    ...KINDS.filter(([kind]) => !world.pages.some((p) => kindOf(p) === kind))
      .map(([kind]) => `${kind}: no page of it`),
  ]);

  // The checks, in order, on a page of each kind in one tab: lines are told
  // with the page. which: -1 the largest of its kind, 0 the smallest, where
  // that is another.
  const each = (name, which, options, list) => {
    for (const kind of KINDS.map(([one]) => one)) {
      const pages = world.samples.filter((s) => s.kind === kind);
      const { page } = pages.at(which) ?? {};
      if (which === 0 && pages.length < 2)
        continue;
      t(`${kind}: ${name}`, () => world.tab(options, async (tab) => {
        const wrong = [];
        await tab.goto((options.base ?? world.fileBase) + page);
        for (const check of list)
          wrong.push(...await check(tab));
        return [...wrong, ...tab.trouble].map((line) => `${page}: ${line}`);
      }));
    }
  };
  const looks = (tab) => checks.inAllLooks(tab, checks.sideways);

  each('in every look, by axe and by keyboard', -1, {},
    [looks, checks.accessibleInBoth, checks.keyboard]);
  each('from a server, and on paper', -1, { base: world.httpBase },
    [looks, checks.printed]);
  each('without script', -1, { javaScriptEnabled: false }, [checks.plain]);
  each('the least of them, in every look and by axe', 0, {},
    [looks, checks.accessible]);
};
