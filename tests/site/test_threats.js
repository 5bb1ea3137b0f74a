// Threats: what is asked first stands first; those that are compared have the
// figures of `sextant threat`, whichever they are.
'use strict';

const path = require('path');
const { execFileSync } = require('child_process');

module.exports = (t, world) => {
  const program = path.join(process.env.OUT, 'bin/sextant');
  const asked = new Map();
  const threat = (...words) => {
    const key = words.join();
    if (!asked.has(key))
      asked.set(key, JSON.parse(execFileSync(program, ['threat', ...words,
        '--format', 'json', '--catalog', path.join(world.tmp, 'catalog.db')],
      { stdio: ['ignore', 'pipe', 'ignore'] })));
    return asked.get(key);
  };
  const ids = world.pages.map((page) => page.match(/^threats\/([CGS]\d+)\.html$/))
    .filter(Boolean).map(([, id]) => id);
  const open = (page, visit, options = {}) => world.tab(options, async (tab) => {
    await tab.goto(`${world.fileBase}threats/${page}`);
    return [...await visit(tab), ...tab.trouble];
  });

  // Techniques, covered, thin, open and out of scope.
  const figures = (list) => {
    const n = (...states) => list.filter((one) => states.includes(one.state)).length;
    return [n('covered', 'thin', 'open', 'moved'), n('covered', 'thin'), n('thin'),
      n('open'), n('out')];
  };
  // 30 selections of one to four, the same in each run.
  const chosen = Array.from({ length: 30 }, (_, i) =>
    Array.from({ length: 1 + i % 4 }, (__, k) =>
      ids[(i + k * (1 + Math.floor(i / 4))) % ids.length]))
    .map((some) => [...new Set(some)]);

  t('threats: 30 selections have the figures of the program', () =>
    open('compare.html', async (tab) => {
      const wrong = [];
      for (const some of chosen) {
        await tab.evaluate((hash) => { location.hash = hash; }, some.join());
        await tab.waitForFunction((n) =>
          document.querySelectorAll('.chosen li').length === n, some.length);
        const [rows, used] = await tab.evaluate(() => {
          const cells = (table, from) => [...document.querySelectorAll(
            `${table} tbody tr`)].map((tr) => [...tr.cells].slice(from)
            .map((td) => td.textContent));
          const head = [...document.querySelectorAll('.compared thead th')]
            .findIndex((th) => th.textContent === 'Used by');
          return [cells('.figures', 1), cells('.compared', 0).map((row) =>
            `${row[0].match(/T[\d.]+$/)[0]} ${row[head]}`).sort()];
        });
        const all = threat(...some);
        const want = some.map((id) => figures(threat(id).techniques));
        if (some.length > 1)
          want.push(figures(all.techniques), figures(all.techniques.filter(
            (one) => one.used_by === some.length)));
        if (JSON.stringify(rows.map((row) => row.map(Number))) !==
            JSON.stringify(want))
          wrong.push(`${some}: ${JSON.stringify(rows)}, not ${JSON.stringify(want)}`);
        const uses = all.techniques.map((one) => `${one.id} ${one.used_by}`).sort();
        if (used.join() !== uses.join())
          wrong.push(`${some}: ${used}, not ${uses}`);
      }
      return wrong;
    }));

  t('threats: what all chosen use comes first, and says who uses it', () =>
    open('compare.html#G0016,S0154,S0002', async (tab) => {
      const wrong = [];
      const rows = await tab.locator('.compared tbody tr').evaluateAll((all) =>
        all.map((tr) => [...tr.cells].map((td) => td.textContent)));
      const counts = rows.map((row) => Number(row.at(-4)));
      if (counts.join() !== [...counts].sort((a, b) => b - a).join() || counts[0] < 2)
        wrong.push(`used by ${counts}`);
      for (const row of rows)
        if (row.slice(-3).filter((cell) => cell === 'uses').length !== Number(row.at(-4)))
          wrong.push(`${row}`);
      return rows.length > 10 ? wrong : ['few techniques'];
    }));

  t('threats: chosen by other names, kept by the address, and given up again', () =>
    open('compare.html', async (tab) => {
      const wrong = [];
      const see = async (title, hash, names) => {
        const there = await tab.locator('.chosen li').evaluateAll((all) =>
          all.map((li) => li.querySelector('small').textContent));
        const who = await tab.locator('#who').isVisible();
        if (new URL(tab.url()).hash !== hash || there.join() !== names.join() ||
            who !== (names.length === 0))
          wrong.push(`${title}: ${tab.url()} with ${there}; who uses what: ${who}`);
      };
      const type = async (text) => {
        await tab.getByLabel('Compare up to four').fill(text);
        await tab.keyboard.press('Enter');
      };
      await see('at first', '', []);
      await type('cozy bear');
      await see('another name', '#G0016', ['G0016']);
      await type('s0002');
      await type('S0002');
      await see('an id', '#G0016,S0002', ['G0016', 'S0002']);
      await type('nobody at all');
      if (!/nobody at all/.test(await tab.getByRole('status').allInnerTexts()))
        wrong.push('it does not say that nobody is called so');
      await tab.reload();
      await see('after a reload', '#G0016,S0002', ['G0016', 'S0002']);
      await tab.getByRole('button', { name: 'Remove APT29' }).click();
      await tab.getByRole('button', { name: /^Remove/ }).click();
      await see('given up', '', []);
      await tab.goto(`${world.fileBase}threats/compare.html#` +
        'constructor,%,<b>,G0016,g0016,C0024,S0002,S0154,S0366');
      await tab.reload();
      await see('nonsense, and too many',
        '#constructor,%,%3Cb%3E,G0016,g0016,C0024,S0002,S0154,S0366',
        ['G0016', 'C0024', 'S0002', 'S0154']);
      return wrong;
    }));

  t('threats: who uses what names those whose pages say so', () =>
    open('compare.html', async (tab) => {
      const rows = await tab.locator('.who tbody tr').evaluateAll((all) =>
        all.map((tr) => ({ id: tr.cells[0].textContent.match(/T[\d.]+$/)[0],
          groups: Number(tr.querySelector('[data-label=Groups]').textContent),
          names: (tr.querySelector('details')?.textContent ?? '')
            .replace(/^names/, '') })));
      const want = new Map();
      for (const id of ids.filter((one) => one.startsWith('G'))) {
        const answer = threat(id);
        for (const one of answer.techniques)
          want.set(one.id, [...want.get(one.id) ?? [], answer.targets[0].name]);
      }
      return rows.length < 20 ? ['few techniques'] : rows.flatMap((row) => {
        const names = (want.get(row.id) ?? []).sort((a, b) =>
          a.toLowerCase() < b.toLowerCase() ? -1 : 1);
        return row.groups === names.length && row.names === names.join(', ') ? []
          : [`${row.id}: ${row.groups}, ${row.names}, not ${names}`];
      });
    }, { javaScriptEnabled: true }));

  t('threats: the verdict and the first technique are seen at once', async () => {
    const wrong = [];
    for (const id of ids)
      wrong.push(...await open(`${id}.html`, async (tab) => {
        const low = await tab.locator('.uses tbody tr').first().evaluate((tr) =>
          tr.getBoundingClientRect().bottom);
        await tab.setViewportSize({ width: 360, height: 800 });
        const small = await tab.locator('.uses tbody a').first().evaluate((a) =>
          a.getBoundingClientRect().bottom);
        return low > 0 && low < 700 && small > 0 && small < 800 ? []
          : [`${id}: it ends at ${low}, on a telephone at ${small}`];
      }));
    return ids.length > 5 ? wrong : ['few threats'];
  });

  t('threats: what is typed is looked for in what its software does, too', () =>
    world.tab({}, async (tab) => {
      const wrong = [];
      for (const id of ids) {
        await tab.goto(`${world.fileBase}threats/${id}.html`);
        const [own, by] = await tab.$$('table.uses');
        if (!own || !by)
          continue;
        const last = await by.$eval('tbody tr:last-child th a',
          (a) => a.getAttribute('href').match(/T[\d.]+\d/)[0]);
        await tab.locator('.filter input').first().fill(last);
        const shown = (table) => table.$$eval('tbody tr:not([hidden])', (rows) =>
          rows.length);
        const text = await tab.locator('.filter [role=status]').first().textContent();
        const want = `${await shown(own)} technique`;
        if (!text.startsWith(want) || await shown(by) < 1 ||
            !text.endsWith(`, ${await shown(by)} by its software alone`))
          wrong.push(`${id}: ${last}: ${text}`);
        return wrong;
      }
      return ['no page has both lists'];
    }));

  t('threats: lists are by name, and filters know other names', () =>
    open('index.html', async (tab) => {
      const wrong = [];
      for (const list of await tab.locator('.actors').all()) {
        const names = await list.locator('tbody th a').allInnerTexts();
        if (names.join() !== [...names].sort((a, b) =>
          a.toLowerCase() < b.toLowerCase() ? -1 : 1).join())
          wrong.push(`not by name: ${names}`);
      }
      await tab.getByLabel('Filter').first().fill('cozy bear');
      const left = await tab.locator('.actors').first()
        .locator('tbody tr:visible').allInnerTexts();
      if (left.length !== 1 || !left[0].includes('APT29'))
        wrong.push(`cozy bear leaves ${left}`);
      return wrong;
    }));
};
