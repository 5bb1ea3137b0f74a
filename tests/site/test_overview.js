// The overview: one sheet of paper, and its parts are told apart without color.
'use strict';

const { sheets } = require('./paper.js');

module.exports = (t, world) => {
  t('overview: one sheet of A4', () => world.tab({}, async (tab) => {
    await tab.goto(`${world.fileBase}overview.html`);
    const pdf = await tab.pdf({ preferCSSPageSize: true });
    const box = /\/MediaBox \[0 0 (\d+)[.\d]* (\d+)/.exec(pdf.toString('latin1'));
    const wrong = [...tab.trouble];
    if (sheets(pdf) !== 1)
      wrong.push(`${sheets(pdf)} sheets`);
    if (`${box[1]} ${box[2]}` !== '594 841')
      wrong.push(`of ${box[0]}`);
    return wrong;
  }));

  t('overview: its parts add up, and fill the bar', () =>
    world.tab({}, async (tab) => {
      await tab.goto(`${world.fileBase}overview.html`);
      const wrong = [...tab.trouble];
      const numbers = (await tab.locator('.keys b').allInnerTexts())
        .map(Number);
      const of = Number(/ of (\d+) techniques/.exec(
        await tab.locator('.headline').innerText())[1]);
      const sum = numbers.reduce((a, b) => a + b, 0);
      if (sum !== of)
        wrong.push(`${numbers.join(' + ')} = ${sum}, not ${of}`);
      const bar = await tab.locator('.whole svg').boundingBox();
      const parts = await tab.locator('.whole rect:not([fill])').evaluateAll(
        (all) => all.map((one) => one.getBoundingClientRect().width));
      const width = parts.reduce((a, b) => a + b, 0);
      if (Math.abs(width - bar.width) > 2)
        wrong.push(`parts of ${width} in a bar of ${bar.width}`);
      parts.forEach((one, i) => {
        if (Math.abs(one / bar.width - numbers[i] / of) > 0.01)
          wrong.push(`part ${i}: ${one} of ${bar.width} for ${numbers[i]}`);
      });
      return wrong;
    }));

  t('overview: a part looks like no other, with its pattern', () =>
    world.tab({}, async (tab) => {
      await tab.goto(`${world.fileBase}overview.html`);
      const looks = await tab.locator('.keys svg').evaluateAll((all) =>
        all.map((one) => {
          const [plain, drawn] = one.querySelectorAll('rect');
          const id = drawn.getAttribute('fill').slice(5, -1);
          return getComputedStyle(plain).fill +
            document.getElementById(id).innerHTML;
        }));
      return new Set(looks).size === looks.length ? [...tab.trouble]
        : [`the same: ${looks.join('\n')}`];
    }));
};
