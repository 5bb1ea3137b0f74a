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

  // On each sample page in a tab of its own: lines are told with the page.
  const each = (name, options, check) => {
    for (const kind of KINDS.map(([one]) => one)) {
      t(`${kind}: ${name}`, async () => {
        const wrong = [];
        for (const { page } of world.samples.filter((s) => s.kind === kind)) {
          await world.tab(options, async (tab) => {
            await tab.goto((options.base ?? world.fileBase) + page);
            for (const line of [...await check(tab), ...tab.trouble])
              wrong.push(`${page}: ${line}`);
          });
        }
        return wrong;
      });
    }
  };
  const looks = (check) => (tab) => checks.inAllLooks(tab, check);
  const themes = (width) => async (tab) => {
    await tab.setViewportSize({ width, height: 900 });
    const wrong = [];
    for (const colorScheme of ['light', 'dark']) {
      await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const line of await checks.accessible(tab))
        wrong.push(`${width} px, ${colorScheme}: ${line}`);
    }
    return wrong;
  };

  each('from disk, no sideways scroll', {}, looks(checks.sideways));
  each('from a server', { base: world.httpBase }, looks(checks.sideways));
  each('axe, wide', {}, themes(1440));
  each('axe, narrow', {}, themes(360));
  each('by keyboard alone', {}, checks.keyboard);
  each('without script', { javaScriptEnabled: false }, checks.plain);
  each('on paper', {}, checks.printed);
};
