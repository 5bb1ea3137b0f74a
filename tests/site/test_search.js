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
  const box = (tab) => tab.getByRole('search').getByRole('combobox');
  const answers = (tab) => tab.getByRole('search').getByRole('option');
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
            await first.waitFor().catch(() => {});
            const href = await answers(tab).first().getAttribute('href')
              .catch(() => 'nothing');
            if (new URL(href, tab.url()).href !== base + page)
              wrong.push(`${what}: ${question}: ${href}`);
          }
          await tab.keyboard.press('Enter');
          await tab.waitForURL(base + page)
            .catch(() => wrong.push(`${what}: Enter leads to ${tab.url()}`));
          await tab.goto(base + from);
        }
        return wrong;
      }));
    }
  }

  // The options as a screen reader has them: name, and which is chosen.
  const heard = async (tab) => {
    const said = await tab.getByRole('listbox').ariaSnapshot();
    return [...said.matchAll(/^ *- '?(option|group) "(.*?)"(.*selected)?/gm)]
      .map(([, role, name, selected]) => ({ role, name, selected: !!selected }));
  };

  t('search: by keyboard', () =>
    open(world.fileBase, 'index.html', async (tab) => {
      const wrong = [];
      const chosen = async () => {
        const options = (await heard(tab)).filter((o) => o.role === 'option');
        const id = await box(tab).getAttribute('aria-activedescendant');
        const n = options.findIndex((o) => o.selected);
        if ((id === null) !== (n < 0) || (id && await tab.locator(`#${id}`)
          .getAttribute('aria-selected') !== 'true'))
          wrong.push(`${id} is active, ${n} is selected`);
        if (options.filter((o) => o.selected).length > 1)
          wrong.push('several are selected');
        return [n, options.length];
      };
      const expanded = () => box(tab).getAttribute('aria-expanded');
      await tab.keyboard.press('/');
      await tab.keyboard.type('a/b');
      if (await box(tab).inputValue() !== 'a/b')
        wrong.push(`typed: ${await box(tab).inputValue()}`);
      await box(tab).fill('scheduled');
      await answers(tab).first().filter({ hasText: 'Scheduled' }).waitFor();
      const [, n] = await chosen();
      for (const [key, at] of [['ArrowDown', 0], ['ArrowDown', 1], ['End', n - 1],
        ['ArrowDown', 0], ['ArrowUp', -1], ['ArrowUp', n - 1], ['Home', 0]]) {
        await tab.keyboard.press(key);
        const [now] = await chosen();
        if (now !== at)
          wrong.push(`${key}: ${now}, not ${at}`);
      }
      if (await expanded() !== 'true')
        wrong.push(`expanded: ${await expanded()}`);
      await tab.keyboard.press('ArrowDown');
      const second = await answers(tab).nth(1).getAttribute('href');
      await tab.keyboard.press('Escape');
      if (await answers(tab).first().isVisible() || await expanded() !== 'false')
        wrong.push('Escape leaves the answers');
      await tab.keyboard.press('Escape');
      if (await box(tab).inputValue() !== '')
        wrong.push('Escape leaves the words');
      // Who knows the way does not wait for the answers.
      await tab.keyboard.type('scheduled');
      await tab.keyboard.press('ArrowDown');
      await tab.keyboard.press('ArrowDown');
      await tab.keyboard.press('Enter');
      await tab.waitForURL(world.fileBase + second)
        .catch(() => wrong.push(`Enter leads to ${tab.url()}, not ${second}`));
      return wrong;
    }));

  t('search: what is found is told with its kinds, and what is not is seen', () =>
    open(world.fileBase, 'index.html', async (tab) => {
      const wrong = [];
      const told = tab.getByRole('search').getByRole('status');
      await tab.keyboard.press('/');
      await box(tab).fill('powershell');
      await answers(tab).first().waitFor();
      const kinds = (await heard(tab)).filter((o) => o.role === 'group');
      if (kinds.length < 2 || !/^\d+ techniques?$/.test(kinds[0].name))
        wrong.push(`kinds: ${kinds.map((k) => k.name)}`);
      await box(tab).fill('mimikats');
      await told.filter({ hasText: '“mimikats”: nearest is “mimikatz”, ' })
        .waitFor();
      await box(tab).fill('<b onclick=xyzzyx(1)>');
      await told.filter({ hasText: 'Nothing found for “<b onclick=xyzzyx(1)>”' })
        .waitFor();
      const { width, height } = await told.boundingBox();
      if (!(width > 100 && height > 15))
        wrong.push(`told on ${width} x ${height} px`);
      if (await answers(tab).count() > 0)
        wrong.push('an answer to nothing');
      return wrong;
    }));

  t('search: all that is found is on a page', () =>
    open(world.fileBase, 'techniques/T1003.html', async (tab) => {
      const wrong = [];
      await tab.keyboard.press('/');
      await tab.keyboard.type('rule');
      const all = answers(tab).last().filter({ hasText: /^All \d+ results$/ });
      await all.waitFor();
      const [, n] = (await all.innerText()).match(/(\d+)/);
      await tab.keyboard.press('ArrowUp');
      await tab.keyboard.press('Enter');
      await tab.waitForURL(`${world.fileBase}search.html#q=rule`);
      const main = tab.getByRole('main');
      await main.getByRole('status').getByText(`${n} results`).waitFor();
      const more = main.getByRole('button', { name: /^All \d+ / });
      if (await more.count() === 0)
        wrong.push('all of it at first');
      while (await more.count() > 0) {
        const before = await more.count();
        await more.first().click();
        await tab.waitForFunction((k) => document.querySelectorAll(
          'main button').length < k, before);
      }
      const shown = await main.locator('section ol a').count();
      if (shown !== Number(n))
        wrong.push(`${shown} of ${n}`);
      await main.getByRole('searchbox').fill('mimikats');
      await main.getByText('nearest is “mimikatz”').waitFor();
      if (!tab.url().endsWith('#q=mimikats'))
        wrong.push(`the address is ${tab.url()}`);
      await tab.reload();
      await main.getByText('nearest is “mimikatz”').waitFor();
      return wrong;
    }));

  t('search: axe, with answers', () =>
    open(world.fileBase, 'index.html', async (tab) => {
      const wrong = [];
      await tab.keyboard.press('/');
      for (const words of ['windows', 'xyzzyx']) {
        await box(tab).fill(words);
        await tab.getByRole('search').getByRole('status').filter({ hasText:
          words === 'windows' ? 'results' : 'Nothing' }).waitFor();
        await tab.keyboard.press('ArrowDown');
        wrong.push(...await checks.inAllLooks(tab, checks.sideways),
          ...await checks.accessibleInBoth(tab));
      }
      await tab.goto(`${world.fileBase}search.html#q=windows`);
      await tab.getByRole('main').locator('section ol a').first().waitFor();
      return [...wrong, ...await checks.inAllLooks(tab, checks.sideways),
        ...await checks.accessibleInBoth(tab)];
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
