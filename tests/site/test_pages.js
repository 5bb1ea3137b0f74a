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

  t('an old id leads to the same place on its successor', () =>
    world.tab({}, async (tab) => {
      await tab.goto(`${world.fileBase}techniques/T1086.html#detection`);
      await tab.waitForURL('**/T1059.001.html*');
      return tab.url().endsWith('techniques/T1059.001.html#detection') ? []
        : [tab.url()];
    }));

  t('crosswalks are folded away, and lead to the controls', () =>
    world.tab({}, async (tab) => {
      await tab.goto(`${world.fileBase}controls/mitigations/m1026.html`);
      const said = await tab.locator('#crosswalks ~ ul').innerText();
      await tab.locator('#crosswalks ~ ul a').click();
      const back = await tab.locator('#crosswalks ~ ul a').innerText();
      await tab.goto(`${world.fileBase}techniques/T1078.html`);
      const folded = tab.locator('details', { hasText: 'crosswalks' });
      const open = await folded.getAttribute('open');
      return [
        ...said.startsWith('superset of P-1') ? [] : [`P-1: ${said}`],
        ...back.startsWith('M1026') ? [] : [`and back: ${back}`],
        ...open === null ? [] : ['not folded'],
        ...(await folded.innerText()).includes('in no figure') ? []
          : ['does not say that it is in no figure'],
      ];
    }));

  t('what an address asks for leaves the page steady', async () => {
    const wrong = [];
    for (const page of ['search.html#q=powershell',
      'threats/compare.html#G0016,G0032', 'index.html#colour=evidence',
      'index.html#only=gaps&definition=any'])
      await world.tab({}, async (tab) => {
        await tab.goto(world.fileBase + page);
        for (const line of await checks.steady(tab))
          wrong.push(`${page}: ${line}`);
      });
    return wrong;
  });

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
    [checks.heard, looks, checks.accessibleInBoth, checks.keyboard]);
  each('from a server, and on paper', -1, { base: world.httpBase },
    [checks.steady, looks, checks.printed, checks.crowded]);
  each('without script', -1, { javaScriptEnabled: false }, [checks.plain]);
  each('the least of them, in every look and by axe', 0, {},
    [looks, checks.accessible]);
};
