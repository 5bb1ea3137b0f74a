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

  // The checks, in order, on the smallest and the largest page of each kind, in
  // one tab each: lines are told with the page.
  const each = (name, options, list) => {
    for (const kind of KINDS.map(([one]) => one)) {
      t(`${kind}: ${name}`, async () => {
        const wrong = [];
        for (const { page } of world.samples.filter((s) => s.kind === kind)) {
          await world.tab(options, async (tab) => {
            await tab.goto((options.base ?? world.fileBase) + page);
            const lines = [];
            for (const check of list)
              lines.push(...await check(tab));
            for (const line of [...lines, ...tab.trouble])
              wrong.push(`${page}: ${line}`);
          });
        }
        return wrong;
      });
    }
  };
  const looks = (tab) => checks.inAllLooks(tab, checks.sideways);

  each('in every look, by axe and by keyboard', {},
    [looks, checks.accessibleInBoth, checks.keyboard]);
  each('from a server, and on paper', { base: world.httpBase },
    [looks, checks.printed]);
  each('without script', { javaScriptEnabled: false }, [checks.plain]);
};
