// The figures that the matrix counts, against those of the program for the same
// selection: combinations drawn by a seed, and those of each way of colouring.
'use strict';

const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');
const { pathToFileURL } = require('url');

const COMBINATIONS = 30, SEED = 20260730;
const KINDS = ['detection', 'test', 'policy'];
const DEFINITIONS = ['exact', 'any', 'all-subs', 'leaf', 'tested'];

// Numbers from 0 to below 1, the same ones each time.
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

module.exports = (t, world) => {
  const team = `${pathToFileURL(path.join(world.tmp, 'team/sample'))}/`;
  const program = path.join(process.env.OUT, 'bin/sextant');
  // null: of that there is nothing to choose from.
  const stats = (...words) => {
    try {
      return JSON.parse(execFileSync(program, ['stats', ...words, '--format',
        'json', '--catalog', path.join(world.tmp, 'team/catalog.db')],
      { stdio: ['ignore', 'pipe', 'ignore'] })).domains[0].definitions;
    } catch {
      return null;
    }
  };
  // The techniques in scope that a group uses.
  const used = (group) => execFileSync(program, ['list', '--group', group,
    '--format', 'csv', '--catalog', path.join(world.tmp, 'team/catalog.db')],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n').slice(1)
    .filter((row) => row && !/,out,/.test(row)).map((row) => row.split(',')[1]);
  const open = (visit, base = team) => world.tab({ base }, async (tab) => {
    await tab.goto(`${base}index.html`);
    const show = async (choice) => {
      await tab.evaluate((hash) => {
        location.hash = hash;
      }, choice);
      await tab.evaluate(() => new Promise((done) => setTimeout(done, 20)));
      return tab.locator('.headline').first().innerText();
    };
    return [...await visit(tab, show), ...tab.trouble];
  });
  // "63 of 691", or of what is not yours "691 …, 518 with".
  const figure = (text) => {
    const [, a, of, b] = text.match(
      /^(\d+)(?: of (\d+)| (?:sub-)?techniques[^.,]*, (\d+) with)/) ?? [];
    return b === undefined ? `${a} of ${of}` : `${b} of ${a}`;
  };
  const said = ({ covered, of }) => `${covered} of ${of}`;

  t('matrix: thirty combinations have the figures of stats', () =>
    open(async (tab, show) => {
      const data = await tab.evaluate(() => window.sextantMatrix);
      const next = numbers(SEED), wrong = [];
      const one = (list) => list[Math.floor(next() * list.length)];
      const maybe = (p, list) => next() < p ? one(list) : null;
      const totals = new Set();
      for (let n = 0, tries = 0; n < COMBINATIONS && tries < 400; tries++) {
        const kind = one([KINDS[0], ...KINDS]);
        const choice = { definition: one(DEFINITIONS.filter((d) =>
          kind === 'detection' || d !== 'tested')), kind,
        of: one(['yours', 'available', 'all']),
        source: maybe(0.4, data.sources.filter((s) => s[2] === kind && s[3] > 0)
          .map((s) => s[0])),
        platform: maybe(0.4, data.platforms.slice(0, data.offered)
          .map((p) => p[0])),
        evidence: kind === 'detection' ? maybe(0.4, [1, 2, 3, 4, 5]) : null,
        logs: kind === 'detection' && data.logs ? maybe(0.3, ['mine']) : null };
        const options = Object.entries({ of: choice.of, source: choice.source,
          platform: choice.platform, runs: choice.logs && 'yes',
          evidence: choice.evidence && `E${choice.evidence}` })
          .filter(([, value]) => value).flatMap(([k, v]) => [`--${k}`, v]);
        const want = stats(...options);
        if (!want)
          continue; // wrong usage: nothing of the source is of these
        n++;
        const hash = Object.entries(choice).filter(([, value]) => value)
          .map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&');
        const got = await show(hash);
        const { [kind]: { [choice.definition]: figures } } = want;
        totals.add(said(figures));
        if (figure(got) !== said(figures))
          wrong.push(`${hash}: ${got}, not ${said(figures)}`);
      }
      return totals.size > 10 ? wrong : [...wrong, `few: ${[...totals]}`];
    }));

  t('matrix: coloured by evidence, and by whose, with the figures of stats', () =>
    open(async (tab, show) => {
      const wrong = [];
      const same = (what, got, want) => {
        if (String(got) !== String(want))
          wrong.push(`${what}: ${got}, not ${want}`);
      };
      const exact = (...options) => stats(...options).detection.exact;
      for (const of of ['yours', 'available', 'all']) {
        const text = await show(`of=${of}&colour=evidence`);
        const from = [0, 1, 2, 3, 4, 5].map((n) => exact('--of', of,
          ...n ? ['--evidence', `E${n}`] : []).covered);
        same(`evidence of ${of}`, figure(text),
          said(exact('--of', of, '--evidence', 'E2')));
        same(`levels of ${of}`, [...text.matchAll(/(\d+) at E/g)]
          .map((m) => Number(m[1])), from.map((n, i) => n - (from[i + 1] ?? 0)));
      }
      const yours = exact('--of', 'yours'), open = exact('--of', 'available');
      const all = exact('--of', 'all').covered;
      same('yours and public', [...(await show('colour=whose'))
        .replace(/\([^)]*\)/g, '').matchAll(/\d+/g)].map((m) => Number(m[0])),
      [yours.covered, yours.of, yours.covered + open.covered - all,
        all - yours.covered, yours.of - all]);
      const a = exact('--of', 'all', '--source', 'sigma').covered;
      const b = exact('--of', 'all', '--source', 'splunk').covered;
      const union = exact('--of', 'all', '--source', 'sigma', '--source',
        'splunk').covered;
      same('difference of two sources', [...(await show(
        'colour=difference&a=source:sigma&b=source:splunk'))
        .matchAll(/\d+/g)].map((m) => Number(m[0])),
      [yours.of, a, b, a + b - union, union - b, union - a, yours.of - union]);
      const groups = (await tab.evaluate(() => window.sextantMatrix.groups))
        .slice(0, 2).map((g) => g[0]);
      const [one, two] = groups.map((id) => used(id));
      const shared = one.filter((id) => two.includes(id)).length;
      const either = one.length + two.length - shared;
      same('difference of two groups', [...(await show(
        `colour=difference&a=group:${groups[0]}&b=group:${groups[1]}`))
        .replace(/\([^)]*\)/g, '').matchAll(/\d+/g)].map((m) => Number(m[0])),
      [yours.of, one.length, two.length, shared, one.length - shared,
        two.length - shared, yours.of - either]);
      if (!one.length || !two.length)
        wrong.push('a group that uses nothing compares nothing');
      return wrong;
    }));

  t('matrix: the difference of two builds has the figures of diff', () => {
    const at = path.join(world.tmp, 'builds'), rules = path.join(at, 'rules');
    const sample = path.resolve(__dirname, '../../data/sample');
    const run = (...words) => execFileSync(program, words, { cwd: at,
      encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    fs.cpSync(path.join(sample, 'rules'), rules, { recursive: true });
    fs.writeFileSync(path.join(at, 'sextant.yaml'), `of: yours
attack: {enterprise: {path: ${sample}/attack/enterprise-attack.json}}
sources: {ours: {like: sigma, path: rules}}
formats: [html]
`);
    const [first, , last] = fs.readdirSync(rules).sort();
    fs.renameSync(path.join(rules, first), path.join(at, first));
    run('build', '--quiet', '--offline');
    fs.renameSync(path.join(at, first), path.join(rules, first));
    fs.rmSync(path.join(rules, last));
    run('build', '--quiet', '--offline');
    const rows = run('diff', 'out/catalog.previous.db', 'out/catalog.db',
      '--format', 'csv').split('\n').filter((row) => /,detection,/.test(row));
    const n = (change) => rows.filter((row) => row.includes(`,${change},`)).length;
    const { exact } = JSON.parse(run('stats', '--format', 'json')).domains[0]
      .definitions.detection;
    const both = exact.covered - n('gained');
    const want = [exact.of, exact.covered, both + n('lost'), both, n('gained'),
      n('lost'), exact.of - both - n('gained') - n('lost')];
    return open(async (tab, show) => {
      const got = [...(await show('colour=difference&a=build:now&b=build:before'))
        .replace(/\([^)]*\)/g, '').matchAll(/\d+/g)].map((m) => Number(m[0]));
      return n('gained') > 0 && n('lost') > 0 && String(got) === String(want) ? []
        : [`${got}, and not ${want}`];
    }, `${pathToFileURL(path.join(at, 'out/site'))}/`);
  });

  t('matrix: by keyboard, it is one stop, and arrows move in it', () =>
    open(async (tab) => {
      const wrong = [];
      const at = () => tab.evaluate(() =>
        document.activeElement.getAttribute('href'));
      const stops = await tab.locator('.matrix a[tabindex="0"]').count();
      if (stops !== 1)
        wrong.push(`${stops} stops`);
      const column = await tab.locator('.matrix td').nth(1).evaluate((td) =>
        [...td.querySelectorAll(':scope > ul > li > a')].map((a) =>
          a.getAttribute('href')));
      await tab.locator('.matrix a').first().focus();
      await tab.keyboard.press('ArrowRight');
      for (const [key, want] of [['Home', column.at(0)], ['End', column.at(-1)],
        ['Home', column.at(0)]]) {
        await tab.keyboard.press(key);
        if (await at() !== want)
          wrong.push(`${key}: ${await at()}, not ${want}`);
      }
      const closed = () => tab.locator('.matrix td').nth(1)
        .locator('details').first().evaluate((d) => !d.open);
      const before = await closed();
      await tab.locator('.matrix td').nth(1).locator('li:has(details) > a')
        .first().focus();
      await tab.keyboard.press(' ');
      if (await closed() === before)
        wrong.push('Space unfolds nothing');
      await tab.keyboard.press('Tab');
      if (await tab.evaluate(() => document.activeElement.closest('.matrix')))
        wrong.push('Tab stays in the matrix');
      await tab.locator('.matrix td').first().locator('a').first().focus();
      const page = await at();
      await tab.keyboard.press('Enter');
      await tab.waitForURL(`**/${page}`);
      return wrong;
    }));

  t('matrix: ids are found by the browser’s search, and shown by a switch', () =>
    world.tab({ base: team }, async (tab) => {
      const wrong = [];
      const seen = () => tab.locator('.matrix .id:not([hidden])').count();
      await tab.goto(`${team}index.html#:~:text=T1059.001`);
      try {
        await tab.waitForFunction(() =>
          document.querySelector('.matrix .id:not([hidden])'));
      } catch {
        wrong.push('not found');
      }
      await tab.goto(`${team}404.html`);
      await tab.goto(`${team}index.html`);
      if (await seen() !== 0)
        wrong.push('shown unasked');
      await tab.getByRole('button', { name: 'Ids' }).click();
      if (await seen() === 0)
        wrong.push('the switch shows none');
      return [...wrong, ...tab.trouble];
    }));

  t('matrix: on paper it is one sheet', () => open(async (tab) => {
    const pdf = (await tab.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)]
      .map(([, w, h]) => [Math.round(w), Math.round(h)].join('x'));
    return boxes[0] === '1191x842' ? [] : [`${boxes}`];
  }));
};
