// The matrix as a picture: a file with a box for each cell that is shown, in its
// colour, and with the same words.
'use strict';

const fs = require('fs');

module.exports = (t, world) => {
  // What the saved file is made of, as the browser reads it.
  const save = async (tab) => {
    const [file] = await Promise.all([tab.waitForEvent('download'),
      tab.getByRole('button', { name: 'Picture (SVG)' }).click()]);
    const text = fs.readFileSync(await file.path(), 'utf8');
    const read = await tab.evaluate((svg) => {
      const top = new DOMParser().parseFromString(svg, 'image/svg+xml')
        .documentElement;
      const [, , width, height] = top.getAttribute('viewBox').split(' ');
      return {
        root: top.nodeName,
        title: top.querySelector('title').textContent,
        about: top.querySelector('desc').textContent,
        loads: [...top.querySelectorAll('script, image, [href], style')].length,
        outside: [...top.querySelectorAll('rect, text')].filter((e) =>
          +e.getAttribute('x') > +width || +e.getAttribute('y') > +height ||
          +e.getAttribute('x') < 0).length,
        boxes: [...top.querySelectorAll('[data-id]')].map((g) => [
          g.getAttribute('data-id'),
          g.querySelector('rect').getAttribute('fill')].join(' ')),
        text: [...top.querySelectorAll('text')].map((e) => e.textContent)
          .join(' '),
      };
    }, text);
    return { name: file.suggestedFilename(), ...read };
  };
  const shown = (tab) => tab.evaluate(() =>
    [...document.querySelectorAll('.matrix li')].filter((li) =>
      li.checkVisibility()).map((li) =>
      [li.querySelector('a').href.match(/T[\d.]+\d/)[0],
        getComputedStyle(li).backgroundColor].join(' ')));

  const same = (hash, options, what) => world.tab({ base: world.fileBase,
    ...options }, async (tab) => {
    await tab.goto(`${world.fileBase}index.html${hash}`);
    if (what)
      await what(tab);
    const want = await shown(tab), got = await save(tab);
    const headline = (await tab.locator('.headline').first().innerText())
      .replace(/\s+/g, ' ');
    const wrong = [];
    if (got.root !== 'svg' || !/^matrix-\w+\.svg$/.test(got.name))
      wrong.push(`${got.name}: ${got.root}`);
    if (got.loads || got.outside)
      wrong.push(`loads ${got.loads}, ${got.outside} outside`);
    if (!got.about.replace(/\s+/g, ' ').includes(headline))
      wrong.push(`says ${got.about}, not ${headline}`);
    if (want.length < 10 || want.sort().join() !== got.boxes.sort().join())
      wrong.push(`${got.boxes.length} boxes of ${want.length} cells: ` +
        got.boxes.filter((box) => !want.includes(box)).slice(0, 3));
    return [...wrong, ...tab.trouble];
  });

  t('picture: the matrix as it stands there', () => same('', {}));
  t('picture: filtered, of other colours, in the dark', () =>
    same('#colour=evidence&platform=Windows', { colorScheme: 'dark' }));
  t('picture: with its sub-techniques', () => same('#only=gaps', {},
    (tab) => tab.getByRole('button', { name: 'Sub-techniques' }).click()));
};
