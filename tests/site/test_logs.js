// Logs: the switch "On my logs" leaves out what does not run, and the matrix
// counts as the program does with --runs yes; by visibility it has the figures of
// `sextant visibility`.
'use strict';

const path = require('path');
const { execFileSync } = require('child_process');

module.exports = (t, world) => {
  const program = path.join(process.env.OUT, 'bin/sextant');
  const json = (...words) => JSON.parse(execFileSync(program, [...words,
    '--format', 'json', '--catalog', path.join(world.tmp, 'catalog.db')],
  { stdio: ['ignore', 'pipe', 'ignore'] }));
  const open = (page, visit) => world.tab({}, async (tab) => {
    await tab.goto(world.fileBase + page);
    return [...await visit(tab), ...tab.trouble];
  });
  const toggle = (tab) => tab.getByRole('button', { name: 'On my logs' });
  const headline = (tab) => tab.locator('.headline').innerText();

  t('logs: the matrix counts what runs', () => open('index.html',
    async (tab) => {
      const wrong = [];
      const before = await headline(tab);
      await toggle(tab).click();
      const { covered, of } = json('stats', '--runs', 'yes').domains[0]
        .definitions.detection.exact;
      const now = await headline(tab);
      if (!new RegExp(`^${of} .*, ${covered} `).test(now))
        wrong.push(`${now}: not ${covered} of ${of}`);
      if (!new URL(tab.url()).hash.includes('logs=mine'))
        wrong.push(`not in the address: ${tab.url()}`);
      await tab.reload();
      if (await headline(tab) !== now)
        wrong.push('not kept');
      if (await toggle(tab).getAttribute('aria-pressed') !== 'true')
        wrong.push('not pressed after a reload');
      await tab.getByRole('button', { name: 'Clear' }).click();
      if (await headline(tab) !== before)
        wrong.push('not cleared');
      return wrong;
    }));

  t('logs: coloured by visibility, the matrix has its figures', () =>
    open('index.html', async (tab) => {
      const wrong = [];
      const says = async (what, ...filter) => {
        const { full, partly, blind, not_told: untold, of } =
          json('visibility', ...filter).domains[0];
        const want = `${full} of ${of}`;
        const text = await headline(tab);
        if (!text.startsWith(want) || !text.includes(`${partly} partly, ` +
            `${blind} blind, ${untold} not told`))
          wrong.push(`${what}: ${text}`);
      };
      await tab.getByLabel('Colour').selectOption('visibility');
      await says('all');
      await tab.getByRole('button', { name: /filters/i }).click();
      for (const platform of ['Windows', 'macOS']) {
        await tab.getByRole('group', { name: 'Platform' })
          .getByRole('checkbox', { name: platform }).check();
        await says(platform, '--platform', platform);
        await tab.getByRole('group', { name: 'Platform' })
          .getByRole('checkbox', { name: platform }).uncheck();
      }
      return wrong;
    }));

  t('logs: tables leave out what is not known to run, and say so', () =>
    open('techniques/T1059.001/rules.html', async (tab) => {
      const wrong = [];
      const rows = tab.locator('.rules tbody tr');
      const all = await rows.count();
      const runs = await tab.locator('.rules tr[data-runs=yes]').count();
      await toggle(tab).click();
      if (await rows.filter({ visible: true }).count() !== runs ||
          runs === all || runs === 0)
        wrong.push(`${runs} of ${all} run, ${await rows.filter(
          { visible: true }).count()} are there`);
      if (!/left out/.test(await tab.getByRole('main').innerText()))
        wrong.push('nothing says so');
      await toggle(tab).click();
      if (await rows.filter({ visible: true }).count() !== all)
        wrong.push('they do not come back');
      return wrong;
    }));
};
