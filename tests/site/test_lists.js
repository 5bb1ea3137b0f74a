// Lists: filters and sorts are of all rows, whatever of them a page shows.
'use strict';

module.exports = (t, world) => {
  const open = (page, visit, base = world.fileBase) =>
    world.tab({ base }, async (tab) => {
      await tab.goto(base + page);
      return [...await visit(tab, tab.getByRole('main').getByRole('table')),
        ...tab.trouble];
    });
  const names = (table) => table.locator('tbody tr:visible th').allInnerTexts();
  const status = (tab) => tab.getByRole('main').getByRole('status');
  const same = (what, want, got) => `${want}` === `${got}` ? []
    : [`${what}: ${got}, not ${want}`];

  for (const [how, base] of [['disk', world.fileBase],
    ['a server', world.httpBase]]) {
    t(`lists: of several pages, the last filters all, from ${how}`, () =>
      open('controls/throng.2.html', async (tab, table) => {
        const wrong = same('before', 50, (await names(table)).length);
        await tab.getByLabel('Filter').fill('rule 1123');
        await status(tab).getByText('1 control', { exact: true }).waitFor();
        wrong.push(...same('found', 'Rule 1123 of a throng',
          await names(table)));
        await tab.getByLabel('Filter').fill('');
        wrong.push(...same('all', 450, (await names(table)).length),
          ...same('pages', 0, await tab.locator('[data-pages]:visible')
            .count()));
        return wrong;
      }, base));
  }

  t('lists: of several pages, each is sorted as a whole', () =>
    open('controls/throng.2.html', async (tab, table) => {
      const head = table.getByRole('button', { name: 'Control' });
      const first = (name) => table.locator('tbody tr').first()
        .getByText(`${name} of a throng`).waitFor();
      await head.click();
      await first('Rule 1001');
      await head.click();
      await first('Rule 1450');
      return same('rows', 450, (await names(table)).length);
    }));

  t('lists: what cannot be loaded is not said to be searched', () =>
    world.tab({}, async (tab) => {
      await tab.route(/throng\.js/, (route) => route.abort());
      await tab.goto(`${world.fileBase}controls/throng.2.html`);
      await tab.getByLabel('Filter').fill('rule 1450');
      await status(tab).getByText(/^\d controls? on this page$/).waitFor();
      return [];
    }));

  t('lists: pages say which they are', async () => {
    const titles = [];
    for (const page of ['throng.html', 'throng.2.html', 'crowd.html'])
      await world.tab({}, async (tab) => {
        await tab.goto(`${world.fileBase}controls/${page}`);
        titles.push(/, page (\d of \d) /.exec(await tab.title())?.[1]);
      });
    return same('titles', ['1 of 2', '2 of 2', undefined], titles);
  });

  t('rules: all of a technique, each with its source, in one table', () =>
    open('techniques/T1059.001/rules.html', async (tab, table) => {
      const rows = await table.locator('tbody tr').evaluateAll((list) =>
        list.map((row) => ({ cells: row.cells.length,
          source: row.cells[1].textContent,
          links: row.querySelectorAll('a[href]').length })));
      const heads = await table.locator('thead th').count();
      const said = await tab.getByRole('heading', { level: 1 }).innerText();
      return [
        ...said.includes(`${rows.length} rules`) ? [] : [`${said}, but ` +
          `${rows.length} rows`],
        ...rows.filter((row) => row.cells !== heads || !row.source.trim() ||
          row.links === 0).map((row) => JSON.stringify(row)),
        ...same('sources', true, new Set(rows.map((r) => r.source)).size > 2),
      ];
    }));

  t('rules: chosen by source and by level, which has its own order', () =>
    open('techniques/T1059.001/rules.html', async (tab, table) => {
      const column = async (i) => (await table.locator(
        `tbody tr:visible :nth-child(${i})`).allInnerTexts());
      const choose = tab.getByRole('combobox', { name: 'Source' });
      const offered = await choose.locator('option').allInnerTexts();
      const wrong = [];
      for (const one of offered.slice(1)) {
        const [, name, n] = /^(.*) \((\d+)\)$/.exec(one);
        await choose.selectOption({ label: one });
        const shown = await table.locator('tbody tr:visible td:nth-child(2)')
          .allInnerTexts();
        wrong.push(...same(one, n, shown.length),
          ...shown.filter((is) => is !== name));
        await status(tab).getByText(new RegExp(`^${n} rules?$`)).waitFor();
      }
      await choose.selectOption({ label: 'all' });
      await table.getByRole('button', { name: 'Level' }).click();
      const order = ['informational', 'low', 'medium', 'high', 'critical'];
      const levels = (await column(3)).map((is) => order.indexOf(is));
      const told = levels.filter((rank) => rank >= 0);
      wrong.push(...same('levels', told.toSorted((a, b) => a - b), told),
        ...same('what says none is last', told, levels.slice(0, told.length)));
      return wrong;
    }));
};
