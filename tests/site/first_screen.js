// What the first screen of a technique's page has to show: the verdict, a row a
// source, and the first rule, or where there is none what would close that.
//
//   node first_screen.js SITE SEED N    N pages of it, drawn by a seed
'use strict';

const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

const SCREENS = [{ width: 1440, height: 900 }, { width: 360, height: 800 }];

// Lines about what of the page that is open is not on its first screen.
async function below(tab) {
  return tab.evaluate(() => {
    const fold = window.innerHeight;
    const gap = document.querySelector('.verdict .gap') !== null &&
      document.querySelector('.elsewhere') !== null;
    const wanted = { verdict: '.verdict', 'rows of sources': '.sums',
      ...gap ? { 'that there is no rule': '.elsewhere h2',
        'what would close it': '.elsewhere li' }
        : { 'the first rule': '.best li' } };
    return Object.entries(wanted).flatMap(([what, selector]) => {
      const e = document.querySelector(`main ${selector}`);
      const box = e?.getBoundingClientRect();
      if (!box || box.height === 0)
        return [`${what}: is not there`];
      const bottom = Math.round(box.bottom);
      return bottom > fold ? [`${what}: ends at ${bottom} of ${fold} px`] : [];
    });
  });
}

// The pages of techniques, but of those that lead to another.
function techniques(site) {
  const folder = path.join(site, 'techniques');
  return fs.readdirSync(folder).filter((name) => name.endsWith('.html') &&
    fs.readFileSync(path.join(folder, name), 'utf8')
      .includes('class="verdict"')).sort();
}

// So many of them, by a seed: the same on every machine.
function drawn(list, seed, n) {
  const left = [...list], some = [];
  let state = seed >>> 0;
  while (some.length < n && left.length > 0) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    some.push(...left.splice(Math.floor(state / 2 ** 32 * left.length), 1));
  }
  return some;
}

// Opens each page on each screen; what is wrong, a line each.
async function look(browser, site, pages) {
  const wrong = [];
  await Promise.all(SCREENS.map(async (viewport) => {
    const context = await browser.newContext({ viewport });
    const tab = await context.newPage();
    for (const page of pages) {
      await tab.goto(`${pathToFileURL(site)}/techniques/${page}`);
      wrong.push(...(await below(tab)).map((line) =>
        `${page}, ${viewport.width} px: ${line}`));
    }
    await context.close();
  }));
  return wrong.sort();
}

async function main([site, seed, n]) {
  const { chromium } = require('playwright-core');
  const browser = await chromium.launch({ timeout: 60000,
    executablePath: process.env.CHROMIUM });
  const pages = drawn(techniques(site), Number(seed), Number(n));
  const wrong = await look(browser, path.resolve(site), pages);
  await browser.close();
  console.log([...wrong, `${pages.length} pages`].join('\n'));
}

module.exports = { below, look, techniques, drawn };
if (require.main === module)
  main(process.argv.slice(2)).catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
