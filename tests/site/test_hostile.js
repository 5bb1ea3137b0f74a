// An upstream that means harm, in a browser: no script of its runs, nothing of
// it is loaded, and no page falls apart.
'use strict';

const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');
const { pathToFileURL } = require('url');
const { KINDS } = require('./kinds.js');
const { invalid } = require('./test_valid.js');
const { filesBelow, samplesOf } = require('./world.js');

module.exports = (t, world) => {
  const folder = path.join(world.tmp, 'hostile');
  const site = path.join(folder, 'site');
  const base = `${pathToFileURL(site)}/`;

  const build = () => {
    if (fs.existsSync(site))
      return;
    const top = process.env.TOP;
    fs.mkdirSync(folder);
    execFileSync('python3', ['-B', path.join(top, 'tests/site/hostile.py'),
      path.join(top, 'data/sample'), folder]);
    execFileSync(path.join(process.env.OUT, 'bin/sextant'), ['build', '--quiet',
      '--offline', '--config', path.join(folder, 'sextant.yaml'), '--catalog',
      path.join(folder, 'c.db'), '--out', site, '--format', 'html']);
  };

  for (const [kind] of KINDS) {
    t(`${kind}: hostile text stays text`, async () => {
      build();
      const pages = filesBelow(site).filter((name) => name.endsWith('.html'));
      const wrong = [];
      for (const { page } of samplesOf(site, pages)
        .filter((one) => one.kind === kind)) {
        await world.tab({ base }, async (tab) => {
          await tab.goto(base + page);
          const parts = await tab.evaluate(() => ['body > header',
            'body > main', 'body > footer'].filter((one) =>
            document.querySelectorAll(one).length !== 1));
          const lines = parts.map((one) => `not one ${one}`);
          lines.push(...await invalid(site, page));
          for (const line of [...lines, ...tab.trouble])
            wrong.push(`${page}: ${line}`);
        });
      }
      return wrong;
    });
  }
};
