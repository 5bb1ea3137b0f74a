// How the matrix looks: each cell is painted as what it is, no word is broken,
// script moves nothing, and what is chosen is seen in forced colours, too.
'use strict';

const path = require('path');
const { pathToFileURL } = require('url');

const WIDTHS = [360, 1440, 2560];

module.exports = (t, world) => {
  const team = `${pathToFileURL(path.join(world.tmp, 'team/sample'))}/`;
  const open = (options, hash, visit) => world.tab({ base: team, ...options },
    async (tab) => {
      await tab.goto(`${team}index.html${hash}`);
      return [...await visit(tab), ...tab.trouble];
    });

  // Cells that are gaps and yet not of the page's colour: [id, class, colour].
  const painted = (tab) => tab.evaluate(() => {
    const shade = (e) => {
      const { backgroundColor } = getComputedStyle(e);
      return backgroundColor === 'rgba(0, 0, 0, 0)'
        ? e.parentElement && shade(e.parentElement) : backgroundColor;
    };
    const page = getComputedStyle(document.body).backgroundColor;
    const cells = [...document.querySelectorAll('.matrix li')];
    const empty = (li) => li.matches('.b0, .v0, .v1, .out, .aside');
    const inside = cells.filter((li) => empty(li) &&
      li.parentNode.closest('li:is(.b1, .b2, .b3, .b4, .v2, .v3, .d1, .d2)'));
    return { inside: inside.length,
      wrong: cells.filter((li) => empty(li) !== (shade(li) === page) &&
        !li.matches('.d3'))
        .map((li) => `${li.querySelector('a').textContent}, ${li.className}: ` +
          shade(li)) };
  });

  t('matrix: a gap inside a covered parent looks like one', () =>
    open({}, '', async (tab) => {
      const wrong = [];
      let inside = 0;
      for (const look of ['', '#of=all', '#colour=evidence&of=all',
        '#definition=tested&of=all', '#kind=test']) {
        await tab.goto(`${team}index.html${look}`);
        for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' },
          { media: 'print', colorScheme: 'light' },
          { media: 'print', colorScheme: 'dark' }]) {
          await tab.emulateMedia({ media: null, ...media });
          const told = await painted(tab);
          inside += told.inside;
          wrong.push(...told.wrong.map((line) =>
            `${look} ${Object.values(media)}: ${line}`));
        }
      }
      return inside > 0 ? wrong : [...wrong, 'no gap inside a covered parent'];
    }));

  // A line may end behind what joins two words, and in front of a capital.
  t('matrix: no word is broken', () => open({}, '', async (tab) => {
    const wrong = [];
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 900 });
      wrong.push(...await tab.evaluate(() => {
        for (const button of document.querySelectorAll('.matrix button'))
          button.click();
        for (const details of document.querySelectorAll('.matrix details'))
          details.open = true;
        const broken = [];
        const walker = document.createTreeWalker(
          document.querySelector('.matrix'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          if (node.parentElement.closest('[hidden]'))
            continue;
          for (const { 0: word, index } of node.data.matchAll(
            /(?:[A-Z]+|[^\sA-Z/_-])[^\sA-Z/_-]*/g)) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            if (new Set([...range.getClientRects()].map((r) => r.top)).size > 1)
              broken.push(word);
          }
        }
        return broken;
      }).then((words) => words.map((word) => `${width} px: ${word}`)));
    }
    return wrong;
  }));

  t('matrix: script moves nothing, and draws what stands there', async () => {
    const wrong = [];
    const text = (tab) => tab.evaluate(() => {
      const words = [];
      const walker = document.createTreeWalker(document.querySelector(
        '.domain'), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement.closest('.controls, .id, td > button'))
          words.push(node.data);
      }
      return words.join('').replace(/\s+/g, ' ');
    });
    for (const width of WIDTHS) {
      const viewport = { width, height: 900 };
      let served;
      wrong.push(...await open({ viewport, javaScriptEnabled: false }, '',
        async (tab) => {
          served = await text(tab);
          return [];
        }));
      wrong.push(...await open({ viewport }, '', async (tab) => {
        const moved = await tab.evaluate(() => new Promise((done) => {
          let all = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              all += entry.value;
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => done(all), 500);
        }));
        const first = await text(tab);
        await tab.getByRole('button', { name: 'Clear' }).click();
        const drawn = await text(tab);
        return [...moved < 0.05 ? [] : [`${width} px: moved by ${moved}`],
          ...first === served ? [] : [`${width} px: ${first}`, served],
          ...drawn === served ? [] : [`${width} px, drawn: ${drawn}`, served]];
      }));
    }
    return wrong;
  });

  t('matrix: what is chosen is seen in forced colours', () =>
    open({ forcedColors: 'active' }, '', async (tab) => {
      const shades = await tab.locator('.switch').first().evaluate((set) =>
        [...set.querySelectorAll('label')].map((label) =>
          getComputedStyle(label).backgroundColor));
      return shades[0] !== shades[1] && shades[1] === shades[2] ? []
        : [`${shades}`];
    }));
};
