// The page of what is not there, which a host shows at any address, and which
// knows no place of any file.
'use strict';

const DEEP = 'a/b/c/none.html';

module.exports = (t, world) => {
  const base = world.httpBase;

  for (const colorScheme of ['light', 'dark']) {
    t(`not found: whole in a deep folder, ${colorScheme}`, () =>
      world.tab({ base, colorScheme }, async (tab) => {
        const answer = await tab.goto(base + DEEP, { waitUntil: 'networkidle' });
        const [width, ground] = await tab.evaluate(() =>
          [document.body.clientWidth, getComputedStyle(document.body).color]);
        // Of the page itself, that it is none.
        const trouble = tab.trouble.filter((line) => !line.endsWith(DEEP) &&
          !/Failed to load resource.* 404 /.test(line));
        return [...trouble,
          ...answer.status() === 404 ? [] : [`status ${answer.status()}`],
          ...tab.trouble.length === trouble.length + 2 ? []
            : [`requests beside it: ${tab.trouble}`],
          ...width > 400 && width < 700 ? [] : [`not styled: ${width} px`],
          ...(ground === 'rgb(27, 31, 36)') === (colorScheme === 'light') ? []
            : [`${colorScheme}: ${ground}`]];
      }));
  }

  for (const [address, page] of [[DEEP, 'index.html'],
    ['techniques/T9999.html', 'search.html'], ['none', 'overview.html']]) {
    t(`not found: leads on to ${page} from ${address}`, () =>
      world.tab({ base }, async (tab) => {
        await tab.goto(base + address);
        await tab.locator(`a[href="${page}"]`).click();
        await tab.waitForURL(base + page);
        return await tab.locator('main h1').count() === 1 ? [] : ['no page'];
      }));
  }
};
