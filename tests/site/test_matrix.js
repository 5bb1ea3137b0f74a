// The matrix: its figures are those of the program, whatever is chosen; what is
// chosen changes them, stands in the address, and is there after a reload.
'use strict';

const path = require('path');
const { execFileSync } = require('child_process');
const { pathToFileURL } = require('url');

const DEFINITIONS = ['exact', 'any', 'all-subs', 'leaf', 'tested'];
const KINDS = ['detection', 'test', 'policy'];
// Only of rules is it known whether they are tested.
const definitions = (kind) => DEFINITIONS.filter((name) =>
  kind === 'detection' || name !== 'tested');

module.exports = (t, world) => {
  const catalog = path.join(world.tmp, 'catalog.db');
  const program = path.join(process.env.OUT, 'bin/sextant');
  const json = (...words) => JSON.parse(execFileSync(program, [...words,
    '--format', 'json', '--catalog', catalog], { stdio: ['ignore', 'pipe',
    'ignore'] }));
  const stats = (kind, definition, ...filter) => {
    const n = json('stats', ...filter).domains[0].definitions[kind][definition];
    return n ? `${n.covered} of ${n.of}` : '–';
  };

  const matrix = (visit, base = world.fileBase) => world.tab({ base },
    async (tab) => {
      await tab.goto(`${base}index.html`);
      return [...await visit(tab), ...tab.trouble];
    });
  // "47 of 64": the first figure that the page states; of what is not yours as
  // "64 techniques and sub-techniques, 47 with a public rule".
  const headline = async (tab) => {
    const [, a, of, b] = (await tab.getByRole('main').innerText())
      .match(/(\d+)(?: of (\d+)| (?:sub-)?techniques[^.,]*, (\d+) with)/) ?? [];
    return b === undefined ? a && `${a} of ${of}` : `${b} of ${a}`;
  };
  // Ids of the techniques that can be seen, of those in dimmed cells too.
  const shown = (tab) => tab.getByRole('main').evaluate((main) => {
    for (const details of main.querySelectorAll('details'))
      details.open = true;
    return [...new Set([...main.querySelectorAll('a[href*="techniques/T"]')]
      .filter((a) => a.checkVisibility())
      .map((a) => a.href.match(/T[\d.]+\d/)[0]))].sort();
  });
  const unfold = async (tab) => {
    const button = tab.getByRole('button', { name: /filters/i });
    if (await button.getAttribute('aria-expanded') === 'false')
      await button.click();
  };
  const choose = async (tab, label, value) => {
    await tab.getByLabel(new RegExp(`^${label}\\b`)).selectOption(value);
  };
  // The headline is what is wanted, and stays so after a reload.
  const survives = async (tab, title, want, wrong) => {
    const before = await headline(tab);
    if (before !== want)
      wrong.push(`${title}: ${before}, not ${want}`);
    await tab.reload();
    const after = await headline(tab);
    if (after !== before)
      wrong.push(`${title}: ${after} after a reload, ${before} before`);
  };

  t('matrix: each definition and kind has the figures of stats', () =>
    matrix(async (tab) => {
      const wrong = [];
      for (const kind of KINDS) {
        await choose(tab, 'Kind', kind);
        for (const definition of definitions(kind)) {
          await tab.getByRole('radio', { name: definition, exact: true })
            .check();
          await survives(tab, `${kind}, ${definition}`,
            stats(kind, definition), wrong);
        }
      }
      return wrong;
    }));

  // Of the same sources, without `of`: yours where anything is.
  t('matrix: the switch shows yours, what is available, and all', () =>
    matrix(async (tab) => {
      const wrong = [];
      const of = { available: 'available', all: 'all', yours: 'yours' };
      const same = (what, got, want) => {
        if (got !== want)
          wrong.push(`${what}: ${got}, not ${want}`);
      };
      const counted = (...options) => JSON.parse(execFileSync(program,
        ['stats', ...options, '--format', 'json', '--catalog',
          path.join(world.tmp, 'team/catalog.db')])).domains[0].definitions;
      const served = await tab.locator('.headline').innerText();
      const cells = () => tab.locator('.matrix').innerText();
      const first = await cells();
      const figure = ({ covered, of: all }) => `${covered} of ${all}`;
      same('the default', await headline(tab),
        figure(counted().detection.exact));
      for (const name of Object.keys(of)) {
        await tab.getByRole('radio', { name, exact: true }).check();
        for (const kind of KINDS) {
          await choose(tab, 'Kind', kind);
          await tab.getByRole('radio', { name, exact: true }).check();
          for (const definition of definitions(kind)) {
            await tab.getByRole('radio', { name: definition, exact: true })
              .check();
            const want = counted('--of', name)[kind][definition];
            same(`${name}, ${kind}, ${definition}`, await headline(tab),
              figure(want));
            const text = await tab.locator('.headline').innerText();
            same(`${name}, ${kind}, ${definition}: more`,
              Number(text.match(/exist for (\d+) more/)?.[1] ?? 0),
              want.more ?? 0);
          }
          await tab.getByRole('radio', { name: 'exact', exact: true }).check();
        }
        await choose(tab, 'Kind', 'detection');
        await survives(tab, name, figure(counted('--of', name).detection.exact),
          wrong);
      }
      await tab.getByRole('button', { name: 'Clear' }).click();
      same('cleared', await tab.locator('.headline').innerText(), served);
      same('the cells, cleared', await cells(), first);
      same('the address', new URL(tab.url()).hash, '');
      return wrong;
    }, `${pathToFileURL(path.join(world.tmp, 'team/sample'))}/`));

  t('matrix: without script, the default stands', () => world.tab(
    { javaScriptEnabled: false,
      base: `${pathToFileURL(path.join(world.tmp, 'team/sample'))}/` },
    async (tab) => {
      await tab.goto(`${pathToFileURL(path.join(world.tmp,
        'team/sample'))}/index.html`);
      const text = await tab.locator('.headline').innerText();
      return /^\d+ of \d+ .*covered by your rules .*public rules exist/.test(
        text) ? [] : [text];
    }));

  t('matrix: each source and platform has the figures of stats', () =>
    matrix(async (tab) => {
      const wrong = [];
      const start = await headline(tab);
      const { sources } = json('stats');
      await unfold(tab);
      for (const [legend, option] of [['Source', 'source'],
        ['Platform', 'platform']]) {
        const boxes = tab.getByRole('group', { name: legend })
          .getByRole('checkbox');
        const values = await boxes.evaluateAll((all) => all
          .filter((e) => e.checkVisibility()).map((e) => e.value));
        if (values.length < 2)
          wrong.push(`${legend}: ${values.length} to choose from`);
        for (const value of values) {
          const kind = sources.find((s) => s.id === value)?.kind ?? 'detection';
          const box = boxes.and(tab.locator(`[value="${value}"]`));
          await choose(tab, 'Kind', kind);
          await unfold(tab);
          await box.check();
          await survives(tab, `${option} ${value}`,
            stats(kind, 'exact', `--${option}`, value), wrong);
          if (!await box.isChecked())
            wrong.push(`${value}: not checked after a reload`);
          await tab.getByRole('button', { name: 'Clear' }).click();
        }
      }
      if (await headline(tab) !== start)
        wrong.push('cleared, and not as at the start');
      return wrong;
    }));

  t('matrix: under platforms each definition and kind is that of stats', () =>
    matrix(async (tab) => {
      const wrong = [];
      for (const platforms of [['Linux'], ['Windows'], ['Containers', 'macOS'],
        ['Linux', 'IaaS', 'Office Suite']]) {
        const filter = platforms.flatMap((name) => ['--platform', name]);
        const all = json('stats', ...filter).domains[0].definitions;
        await unfold(tab);
        for (const name of platforms)
          await tab.locator(`input[value="${name}"]`).check();
        for (const kind of KINDS) {
          await choose(tab, 'Kind', kind);
          for (const definition of definitions(kind)) {
            const where = `${platforms}, ${kind}, ${definition}`;
            const want = all[kind][definition];
            await tab.getByRole('radio', { name: definition, exact: true })
              .check();
            const got = await headline(tab);
            if (got !== `${want.covered} of ${want.of}`)
              wrong.push(`${where}: ${got}, not ${want.covered} of ${want.of}`);
            const told = tab.locator('.apart');
            const apart = await told.isVisible()
              ? (await told.innerText()).match(/\d+/g).map(Number) : [0, 0];
            if (apart[0] !== want.named ||
                apart[1] !== want.covered - want.named)
              wrong.push(`${where}: told apart ${apart}, not ${want.named}`);
          }
        }
        wrong.push(...await only(tab, `${platforms}`, json('list', ...filter)
          .techniques.map((one) => one.id)));
        await tab.getByRole('button', { name: 'Clear' }).click();
      }
      if (await tab.locator('.apart').isVisible())
        wrong.push('cleared, and still told apart');
      return wrong;
    }));

  t('matrix: two filters at once, and two values of one', () =>
    matrix(async (tab) => {
      const wrong = [];
      await unfold(tab);
      for (const value of ['sigma', 'splunk'])
        await tab.locator(`input[value="${value}"]`).check();
      await tab.locator('input[value="Windows"]').check();
      await choose(tab, 'Evidence', '1');
      await survives(tab, 'all of it', stats('detection', 'exact', '--source',
        'sigma', '--source', 'splunk', '--platform', 'Windows', '--evidence',
        'E1'), wrong);
      return wrong;
    }));

  t('matrix: each level of evidence has the figures of stats', () =>
    matrix(async (tab) => {
      const wrong = [];
      for (const level of ['1', '2', '3', '4', '5']) {
        await choose(tab, 'Evidence', level);
        await survives(tab, `E${level}`,
          stats('detection', 'exact', '--evidence', `E${level}`), wrong);
      }
      return wrong;
    }));

  t('matrix: level and status', () => matrix(async (tab) => {
    const wrong = [];
    await unfold(tab);
    for (const legend of ['Level', 'Status']) {
      const before = await headline(tab);
      const box = tab.getByRole('group', { name: legend })
        .getByRole('checkbox').first();
      await box.check();
      const after = await headline(tab);
      if (after === before)
        wrong.push(`${legend} changes nothing`);
      await survives(tab, legend, after, wrong);
      await tab.getByRole('button', { name: 'Clear' }).click();
    }
    return wrong;
  }));

  // Those that are asked for are there; beside them only parents of theirs.
  const only = async (tab, title, want) => {
    const got = await shown(tab);
    const parents = new Set(want.map((id) => id.slice(0, 5)));
    return [
      ...want.filter((id) => !got.includes(id))
        .map((id) => `${title}: ${id} is not shown`),
      ...got.filter((id) => !want.includes(id) && !parents.has(id))
        .map((id) => `${title}: ${id} is shown`),
      ...want.length ? [] : [`${title}: nothing to look for`],
    ];
  };
  const state = (which) => json('list').techniques
    .filter((one) => one.state === which).map((one) => one.id);

  t('matrix: only gaps, only one rule', () => matrix(async (tab) => {
    const wrong = [];
    for (const [value, which] of [['gaps', 'gap'], ['one', 'single']]) {
      await choose(tab, 'Show', value);
      wrong.push(...await only(tab, value, state(which)));
      await tab.reload();
      wrong.push(...await only(tab, `${value} after a reload`, state(which)));
    }
    await choose(tab, 'Show', '');
    const all = json('list').techniques.length;
    if ((await shown(tab)).length < all)
      wrong.push('not all are shown again');
    return wrong;
  }));

  t('matrix: a group', () => matrix(async (tab) => {
    const wrong = [];
    const groups = await tab.getByLabel(/^Group\b/).locator('option')
      .evaluateAll((all) => all.map((o) => [o.value, o.label])
        .filter(([value]) => value));
    for (const [value, label] of groups.slice(0, 5)) {
      await choose(tab, 'Group', value);
      const answer = json('list', '--group', label.replace(/ \(\d+\)$/, ''));
      const { covered, of } = answer.domains[0];
      await survives(tab, label, `${covered} of ${of}`, wrong);
      wrong.push(...await only(tab, label, answer.techniques
        .map((one) => one.id)));
    }
    return groups.length > 2 ? wrong : [...wrong, 'few groups'];
  }));

  t('matrix: the address alone says it all, and nonsense in it nothing', () =>
    matrix(async (tab) => {
      const wrong = [];
      await choose(tab, 'Kind', 'test');
      const address = tab.url();
      const there = await headline(tab);
      await world.tab({}, async (other) => {
        await other.goto(address);
        if (await headline(other) !== there)
          wrong.push('another reader sees something else');
        await other.goto(`${world.fileBase}index.html#definition=x&source=%` +
          '&kind=__proto__&group=constructor&evidence=99&only=<b>&=&&');
        if (await headline(other) !== stats('detection', 'exact'))
          wrong.push('nonsense changes the figures');
        wrong.push(...other.trouble);
      });
      return wrong;
    }));

  t('matrix: without script, the figures of stats', () =>
    world.tab({ javaScriptEnabled: false }, async (tab) => {
      await tab.goto(`${world.fileBase}index.html`);
      const wrong = [];
      const rows = await tab.getByRole('main').locator('table').first()
        .evaluate((table) => [...table.rows].map((row) =>
          [...row.cells].map((cell) => cell.textContent)));
      for (const definition of DEFINITIONS) {
        const row = rows.find(([name]) => name === definition) ?? [];
        KINDS.forEach((kind, i) => {
          if (row[i + 1] !== stats(kind, definition))
            wrong.push(`${definition}, ${kind}: ${row[i + 1]}`);
        });
      }
      if (await headline(tab) !== stats('detection', 'exact'))
        wrong.push(`headline: ${await headline(tab)}`);
      return wrong;
    }));

  t('matrix: filters have counts', () => matrix(async (tab) => {
    await unfold(tab);
    const labels = await tab.getByRole('checkbox').evaluateAll((all) =>
      all.filter((e) => e.checkVisibility())
        .map((e) => e.labels[0].textContent.trim()));
    return labels.filter((label) => !/ \d+$/.test(label))
      .map((label) => `no count: ${label}`);
  }));
};
