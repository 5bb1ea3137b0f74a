// Search: by id, old id, name and rule title, from disk and from a server, with
// a mouse and without; and lists that sort and filter.
'use strict';

const checks = require('./checks.js');

// What is asked, and the page that the first answer leads to.
const QUESTIONS = [
  ['an id', 'T1059.001', 'techniques/T1059.001.html'],
  ['an id in lower case', 't1190', 'techniques/T1190.html'],
  ['an id in another spelling', 'm 1032',
    'controls/mitigations/m1032.html'],
  ['an old id', 'T1086', 'techniques/T1059.001.html'],
  ['a name', 'powershell', 'techniques/T1059.001.html'],
  ['what the field calls it', 'rdp', 'techniques/T1021.001.html'],
  ['words of a name, in another order', 'instrumentation windows',
    'techniques/T1047.html'],
  ['a name with a mistake', 'scheduled taks', 'techniques/T1053.005.html'],
  ['a group by its other name', 'cozy bear', 'threats/G0016.html'],
  ['a rule\'s title', 'powershell encoded and hidden',
    'techniques/T1059.001.html#detection'],
  ['what rules with these words are about', 'tenant sign-in',
    'techniques/T1078.004.html'],
  ['what rules look for', 'vssadmin', 'techniques/T1490.html'],
  ['the title of one with a page', 'vouches for',
    'controls/ours/85f40d99-4c77-4b0b-b1ea-5ac64c9df147.html'],
  ['its id', 'crowd-117', 'controls/crowd/crowd-117.html'],
  ['a phrase', '"event logs"', 'techniques/T1070.001.html'],
];

module.exports = (t, world) => {
  const box = (tab) => tab.getByRole('search').getByRole('searchbox');
  const answers = (tab) => tab.getByRole('search').getByRole('link');
  const open = (base, page, visit) => world.tab({ base }, async (tab) => {
    await tab.goto(base + page);
    return [...await visit(tab) ?? [], ...tab.trouble];
  });

  for (const [where, base] of [['from disk', world.fileBase],
    ['from a server', world.httpBase]]) {
    for (const from of ['index.html', 'techniques/T1003.html']) {
      t(`search ${where}, on ${from}`, () => open(base, from, async (tab) => {
        const wrong = [];
        for (const [what, question, page] of QUESTIONS) {
          await tab.keyboard.press('/');
          await tab.keyboard.press('Control+A');
          await tab.keyboard.type(question);
          // The index is loaded at first use. Who types fast does not wait.
          if (what !== 'a name') {
            const first = answers(tab).first()
              .and(tab.locator(`[href$="${page}"]`));
            await first.waitFor({ timeout: 5000 }).catch(() => {});
            const href = await answers(tab).first().getAttribute('href')
              .catch(() => 'nothing');
            if (new URL(href, tab.url()).href !== base + page)
              wrong.push(`${what}: ${question}: ${href}`);
          }
          await tab.keyboard.press('Enter');
          await tab.waitForURL(base + page, { timeout: 5000 })
            .catch(() => wrong.push(`${what}: Enter leads to ${tab.url()}`));
          await tab.goto(base + from);
        }
        return wrong;
      }));
    }
  }

  t('search: by keyboard, and for nothing', () =>
    open(world.fileBase, 'index.html', async (tab) => {
      const wrong = [];
      const focused = () => tab.evaluate(() => document.activeElement.tagName);
      await tab.keyboard.press('/');
      await tab.keyboard.type('a/b');
      if (await box(tab).inputValue() !== 'a/b')
        wrong.push(`typed: ${await box(tab).inputValue()}`);
      await box(tab).fill('scheduled');
      await answers(tab).first().waitFor();
      await tab.keyboard.press('ArrowDown');
      if (await focused() !== 'A')
        wrong.push('the arrow leads nowhere');
      await tab.keyboard.press('ArrowUp');
      if (await focused() !== 'INPUT')
        wrong.push('the arrow does not lead back');
      await tab.keyboard.press('Escape');
      if (await answers(tab).first().isVisible())
        wrong.push('Escape leaves the answers');
      await box(tab).fill('mimikats');
      await tab.getByRole('search').getByText('Results for mimikatz').waitFor();
      await box(tab).fill('<b onclick=xyzzyx(1)>');
      await tab.getByRole('search').getByText('0 results').waitFor({
        state: 'attached' });
      return wrong;
    }));

  t('search: axe, with answers', () =>
    open(world.fileBase, 'index.html', async (tab) => {
      await tab.keyboard.press('/');
      await tab.keyboard.type('windows');
      await answers(tab).first().waitFor();
      const wrong = await checks.inAllLooks(tab, checks.sideways);
      return [...wrong, ...await checks.accessibleInBoth(tab)];
    }));

  t('lists: sorted by a column, up and down', () =>
    open(world.fileBase, 'sources/index.html', async (tab) => {
      const wrong = [];
      const table = tab.getByRole('table').first();
      const column = (i) => table.evaluate((e, n) =>
        [...e.tBodies[0].rows].map((row) => row.cells[n].innerText.trim()), i);
      const heads = table.locator('thead').getByRole('button');
      for (let i = 0; i < await heads.count(); i++) {
        const before = await column(i);
        const seen = [];
        for (let click = 0; click < 2; click++) {
          await heads.nth(i).click();
          seen.push(await heads.nth(i).locator('..').getAttribute('aria-sort'));
          const values = await column(i);
          // What says nothing comes last, whichever way.
          const told = values.filter((v) => v !== '');
          const sorted = seen.at(-1) === 'ascending' ? told : told.toReversed();
          if (`${told}` !== `${values.slice(0, told.length)}`)
            wrong.push(`column ${i}: what says nothing is not last`);
          const ordered = sorted.every((v, k) => k === 0 ||
            sorted[k - 1].localeCompare(v, 'en', { numeric: true }) <= 0);
          if (!ordered)
            wrong.push(`column ${i}, ${seen.at(-1)}: ${values.slice(0, 5)}`);
          if (`${[...values].sort()}` !== `${[...before].sort()}`)
            wrong.push(`column ${i}: rows came or went`);
        }
        if (`${seen.sort()}` !== 'ascending,descending')
          wrong.push(`column ${i}: ${seen}`);
      }
      return await heads.count() > 3 ? wrong : ['few columns'];
    }));

  t('lists: filtered by words', () =>
    open(world.fileBase, 'controls/crowd.html', async (tab) => {
      const wrong = [];
      const table = tab.getByRole('main').getByRole('table');
      const rows = table.locator('tbody tr:visible');
      const all = await rows.count();
      await tab.getByLabel('Filter').fill('rule 13');
      for (const row of await rows.allInnerTexts()) {
        if (!/rule/i.test(row) || !/13/.test(row))
          wrong.push(`shown: ${row}`);
      }
      const few = await rows.count();
      if (!(few > 0 && few < all))
        wrong.push(`${few} of ${all}`);
      await tab.getByRole('main').getByRole('status')
        .getByText(`${few} control`).waitFor();
      await tab.getByLabel('Filter').fill('');
      if (await rows.count() !== all)
        wrong.push('not all come back');
      return wrong;
    }));
};
