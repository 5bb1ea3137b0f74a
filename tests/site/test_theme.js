// Light and dark: by the system, and by a button whose choice stays.
'use strict';

module.exports = (t, world) => {
  const shade = (tab) => tab.evaluate(() => {
    const color = getComputedStyle(document.body).backgroundColor;
    const [r, g, b] = color.match(/\d+/g).map(Number);
    return r + g + b > 382 ? 'light' : 'dark';
  });
  const button = (tab) => tab.getByRole('button', { name: /^(light|dark)\b/i });

  for (const colorScheme of ['light', 'dark']) {
    const other = colorScheme === 'light' ? 'dark' : 'light';

    t(`theme: ${colorScheme} by the system, ${other} by choice`, () =>
      world.tab({ colorScheme }, async (tab) => {
        const wrong = [];
        const expect = async (want, when) => {
          const got = await shade(tab);
          if (got !== want)
            wrong.push(`${when}: ${got}`);
        };
        await tab.goto(`${world.fileBase}index.html`);
        await expect(colorScheme, 'at first');
        await button(tab).click();
        await expect(other, 'chosen');
        await tab.reload();
        await expect(other, 'after a reload');
        await tab.goto(`${world.fileBase}techniques/T1003.html`);
        await expect(other, 'on another page');
        await tab.emulateMedia({ colorScheme: other });
        await expect(other, 'when the system says so too');
        await button(tab).press('Enter');
        await expect(colorScheme, 'chosen by keyboard');
        return [...wrong, ...tab.trouble];
      }));
  }
};
