// Ids and commands are copied by a button, whether or not there is a clipboard to write
// to; without scripts there is none.
'use strict';

const PAGES = [['techniques/T1059.001.html', 'T1059.001'], ['threats/G0016.html', 'G0016'],
  ['tactics/TA0002.html', 'TA0002']];

module.exports = (t, world) => {
  // What pasting brings, once that is copied.
  const copied = async (tab, id) => {
    const button = tab.getByRole('button', { name: `Copy ${id}`, exact: true });
    await button.click();
    await tab.locator('[role=status]', { hasText: 'Copied' }).waitFor(
      { state: 'attached' });
    return tab.evaluate(async () => {
      const field = document.body.appendChild(document.createElement('textarea'));
      field.focus();
      document.execCommand('paste');
      return field.value || navigator.clipboard.readText();
    });
  };

  t('copying: an id, by the clipboard and without one', () =>
    world.tab({ base: world.httpBase,
      permissions: ['clipboard-read', 'clipboard-write'] }, async (tab) => {
      const wrong = [];
      for (const without of [false, true]) {
        if (without)
          await tab.addInitScript(() => {
            const real = navigator.clipboard;
            Object.defineProperty(Navigator.prototype, 'clipboard', {
              get: () => new Error().stack.includes('copy.js') ? undefined : real });
          });
        for (const [page, id] of PAGES) {
          await tab.goto(world.httpBase + page);
          const got = await copied(tab, id);
          if (got !== id)
            wrong.push(`${page}: ${got}${without ? ' without a clipboard' : ''}`);
        }
      }
      return wrong;
    }));

  t('copying: where neither way is open the text is selected', () =>
    world.tab({}, async (tab) => {
      await tab.addInitScript(() => {
        Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });
        document.execCommand = () => false;
      });
      const wrong = [];
      for (const [page, id] of PAGES) {
        await tab.goto(world.fileBase + page);
        await tab.getByRole('button', { name: `Copy ${id}`, exact: true }).click();
        const got = await tab.evaluate(() => String(window.getSelection()));
        if (got.trim() !== id)
          wrong.push(`${page}: ${got}`);
      }
      return wrong;
    }));

  t('copying: buttons are large enough, have room, and are not on paper', () =>
    world.tab({ viewport: { width: 360, height: 800 } }, async (tab) => {
      const wrong = [];
      for (const [page] of PAGES) {
        await tab.goto(world.fileBase + page);
        const found = await tab.locator('.copy').evaluateAll((all) => all.map((b) => {
          const box = b.getBoundingClientRect();
          const around = b.parentElement.getBoundingClientRect();
          return [Math.min(box.width, box.height) >= 24, box.right <= around.right + 1,
            box.right <= window.innerWidth, b.closest('h1')?.getAttribute('aria-label')
              .includes('Copy') !== true].every(Boolean);
        }));
        if (found.length === 0 || !found.every(Boolean))
          wrong.push(`${page}: ${found}`);
        await tab.emulateMedia({ media: 'print' });
        if (await tab.locator('.copy:visible').count() > 0)
          wrong.push(`${page}: on paper`);
        await tab.emulateMedia({ media: 'screen' });
      }
      return wrong;
    }));

  t('copying: no button without scripts', () =>
    world.tab({ javaScriptEnabled: false }, async (tab) => {
      await tab.goto(world.fileBase + PAGES[0][0]);
      const n = await tab.locator('.copy').count();
      const room = await tab.locator('[data-copy]').first().evaluate((e) =>
        getComputedStyle(e).paddingInlineEnd);
      return [n, parseFloat(room)].filter((x) => x > 0);
    }));
};
