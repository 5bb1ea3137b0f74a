// A technique's page answers in its first screen, whatever there is to say.
'use strict';

const { below, look, techniques } = require('./first_screen.js');

module.exports = (t, world) => {
  t('first screen: the verdict, the sources and the first rule', () =>
    look(world.browser, world.site, techniques(world.site)));

  t('first screen: what is below it would be seen', () =>
    world.tab({ viewport: { width: 360, height: 800 } }, async (tab) => {
      const wrong = [];
      for (const page of ['T1059.001', 'T1589']) {
        await tab.goto(`${world.fileBase}techniques/${page}.html`);
        await tab.evaluate(() => {
          document.querySelector('h1').style.marginTop = '700px';
        });
        const found = await below(tab);
        if (found.length < 3)
          wrong.push(`${page}: ${found}`);
      }
      return wrong;
    }));

  t('first screen: rows of sources lead to their sections', () =>
    world.tab({}, async (tab) => {
      await tab.goto(`${world.fileBase}techniques/T1003.001.html`);
      const lost = await tab.locator('.sums a').evaluateAll((links) =>
        links.map((a) => a.getAttribute('href')).filter((href) =>
          !document.getElementById(href.slice(1))));
      const best = await tab.locator('.best li').count();
      return [...lost.map((href) => `${href}: leads nowhere`),
        ...best > 0 && best <= 5 ? [] : [`${best} best rules`]];
    }));

  t('first screen: of sources beyond six, how many more there are', () =>
    world.tab({}, async (tab) => {
      await tab.goto(`${world.fileBase}techniques/T1059.001.html`);
      const rules = tab.locator('.sums tbody').first().locator('tr');
      const sources = await tab.locator('#detection ~ table .from').count();
      const more = sources - 6;
      const last = await rules.last().innerText();
      return more > 0 && (await rules.count() !== 7 ||
        last.trim() !== `${more} more sources`)
        ? [`${sources} sources, ${await rules.count()} rows: ${last}`] : [];
    }));

  t('a page says first what is asked first', () =>
    world.tab({}, async (tab) => {
      await tab.goto(`${world.fileBase}techniques/T1003.001.html`);
      const order = await tab.locator('main h2').evaluateAll((list) =>
        list.map((h) => h.id));
      const want = ['best', 'detection', 'tests', 'analytics', 'policy',
        'description', 'used', 'subs', 'provenance'];
      return `${order}` === `${want}` ? [] : [`${order}`];
    }));
};
