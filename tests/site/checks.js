// What is asked of a page in a browser. Each returns lines about what is wrong;
// test_harness.js plants a fault for each.
'use strict';

const fs = require('fs');

const WIDTHS = [360, 768, 1440, 2560];
const THEMES = ['light', 'dark'];
const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
// A4 between margins of 1 cm, in pixels of CSS.
const PAPER = { width: 718, height: 1047 };
const PAPER_ACROSS = { width: 1054, height: 725 };
// How much slower than here, how long after loading, and what is too much of
// Cumulative Layout Shift ("good" ends there).
const SLOWER = 4;
const SETTLED_MS = 300;
const MOST_SHIFT = 0.1;
const CONTROLS = 'button, input, select, textarea, label, fieldset, nav, ' +
  'script, style, template, noscript, [role="search"], [role="status"], ' +
  'body > a[href^="#"]';

// Elements that stick out to the right, of which nothing above them scrolls.
async function sideways(page) {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= room)
      return [];
    const scrolls = (e) => e !== document.body &&
      e !== document.documentElement &&
      getComputedStyle(e).overflowX !== 'visible';
    const out = [...document.querySelectorAll('body *')].filter((e) => {
      if (e.getBoundingClientRect().right <= room + 1)
        return false;
      for (let up = e.parentElement; up; up = up.parentElement) {
        if (scrolls(up))
          return false;
      }
      return true;
    });
    const width = document.scrollingElement.scrollWidth;
    const named = out.slice(0, 3).map((e) =>
      e.cloneNode(false).outerHTML.slice(0, 90));
    return [`${width} px wide in ${room}: ${named.join(' ')}`];
  });
}

async function inAllLooks(page, check) {
  const wrong = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      for (const line of await check(page))
        wrong.push(`${width} px, ${colorScheme}: ${line}`);
    }
  }
  return wrong;
}

async function accessible(page, rules) {
  if (!await page.evaluate(() => 'axe' in window))
    await page.evaluate(AXE);
  const found = await page.evaluate((runOnly) => window.axe.run(document, {
    resultTypes: ['violations'], preload: false,
    ...runOnly ? { runOnly } : { rules: { 'target-size': { enabled: true } } },
  }), rules);
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(' ')}: ${node.html.slice(0, 120)}`));
}

// Wide and light, narrow and dark, and the colours of the other two: all that
// depends on both.
async function accessibleInBoth(page) {
  const wrong = [];
  for (const [width, colorScheme, rules] of [[1440, 'light'], [360, 'dark'],
    [360, 'light', ['color-contrast']], [1440, 'dark', ['color-contrast']]]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const line of await accessible(page, rules))
      wrong.push(`${width} px, ${colorScheme}: ${line}`);
  }
  return wrong;
}

// Everything that can be operated is reached by Tab, in the order of the page,
// seen to be reached, and left again.
async function keyboard(page) {
  const count = await page.evaluate(() => {
    const can = 'a[href], button, input, select, textarea, summary, [tabindex]';
    const look = (e) => {
      const s = getComputedStyle(e);
      return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor,
        s.borderColor, s.textDecoration].join();
    };
    const stops = [...document.querySelectorAll(can)].filter((e) =>
      e.tabIndex >= 0 && !e.disabled && e.checkVisibility({
        visibilityProperty: true }) &&
      !(e.type === 'radio' && !e.checked));
    window.walk = { stops, before: new Map(stops.map((e) => [e, look(e)])),
      seen: [], blind: [] };
    document.addEventListener('focusin', ({ target }) => {
      window.walk.seen.push(target);
      if (window.walk.before.get(target) === look(target))
        window.walk.blind.push(target);
    });
    document.body.focus();
    return stops.length;
  });
  for (let i = 0; i < count + 5; i++)
    await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const { stops, seen, blind } = window.walk;
    const say = (what, list) => list.slice(0, 5).map((e) =>
      `${what}: ${e.outerHTML.slice(0, 120)}`);
    const first = [...new Set(seen)].filter((e) => stops.includes(e));
    const order = first.filter((e, i) => i > 0 &&
      first[i - 1].compareDocumentPosition(e) &
        Node.DOCUMENT_POSITION_PRECEDING);
    return [...say('not reached', stops.filter((e) => !seen.includes(e))),
      ...say('focus not seen', blind), ...say('out of order', order)];
  });
}

// Words of the page outside of its controls that cannot be seen; folded, those
// in what a reader may unfold are no loss. Nor are those that the browser's own
// search reveals, and what is folded in the matrix, which is to fit on a sheet.
async function unseen(page, folded) {
  return page.evaluate(([controls, folded]) => {
    const shut = (e) => e.closest('details:not([open])');
    const kept = (e) => e.closest('.matrix details, [hidden="until-found"]');
    const folds = (e) => getComputedStyle(e, '::details-content')
      .contentVisibility === 'hidden';
    const seen = (e) => e.checkVisibility({ contentVisibilityAuto: true,
      opacityProperty: true, visibilityProperty: true });
    const wrong = [];
    const walker = document.createTreeWalker(document.body,
      NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const e = node.parentElement;
      if (!node.data.trim() || e.closest(controls) || (folded && shut(e)) ||
          kept(e) || (seen(e) && !(e === shut(e) && folds(e))))
        continue;
      wrong.push(`not to be seen: ${node.data.trim().slice(0, 60)}`);
    }
    return wrong;
  }, [CONTROLS, folded]);
}

// Without script all can be read, and nothing is offered that needs one.
async function plain(page) {
  const dead = await page.evaluate(() =>
    [...document.querySelectorAll('button, input, select, textarea')]
      .filter((e) => e.checkVisibility({ visibilityProperty: true }))
      .map((e) => `does nothing without script: ${e.outerHTML.slice(0, 90)}`));
  return [...await unseen(page, true), ...dead];
}

// Text that is too light for white paper.
async function faint(page) {
  return page.evaluate((controls) => {
    const part = (v) => (v /= 255) <= 0.04045 ? v / 12.92
      : ((v + 0.055) / 1.055) ** 2.4;
    const contrast = (color) => {
      const [r, g, b] = color.match(/[\d.]+/g).map(Number);
      return 1.05 / (0.05 + 0.2126 * part(r) + 0.7152 * part(g) +
        0.0722 * part(b));
    };
    const wrong = new Set();
    for (const e of document.querySelectorAll('main, main *')) {
      const own = [...e.childNodes].some((n) =>
        n.nodeType === Node.TEXT_NODE && n.data.trim());
      if (own && !e.closest(controls) &&
          contrast(getComputedStyle(e).color) < 4.5)
        wrong.add(`too light for paper: ${e.outerHTML.slice(0, 90)}`);
    }
    return [...wrong];
  }, CONTROLS);
}

// The paper that the page asks for.
async function onPaper(page) {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const across = await page.evaluate(() =>
    getComputedStyle(document.body).page !== 'auto');
  await page.setViewportSize(across ? PAPER_ACROSS : PAPER);
}

// On paper all is there, dark on white, and nothing is cut off.
async function printed(page) {
  await onPaper(page);
  const wrong = [...await sideways(page), ...await unseen(page, false),
    ...await faint(page)];
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('main *')].filter((e) =>
      e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1 &&
      /auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX))
      .map((e) => `cut off on paper: ${e.outerHTML.slice(0, 90)}`));
  return [...wrong, ...cut];
}

// Tables of as long names and numbers as a real estate has, on screens between a
// telephone's and a desk's, and on the paper that the page asks for.
async function crowded(page) {
  const wrong = [];
  await page.evaluate(() => {
    for (const row of document.querySelectorAll('main tbody tr'))
      for (const cell of row.cells) {
        const words = cell.querySelector('a') ?? cell;
        if (cell.matches('.n'))
          cell.textContent = '10,000';
        else if (cell.textContent.trim() !== '')
          words.textContent = 'Potential Tampering With Registry Keys';
      }
  });
  await page.emulateMedia({ media: 'screen' });
  for (const width of [701, 960, 1100, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const line of await sideways(page))
      wrong.push(`${width} px, crowded: ${line}`);
  }
  await onPaper(page);
  for (const line of await sideways(page))
    wrong.push(`on paper, crowded: ${line}`);
  return wrong;
}

// What is read stays where it is while the page loads, on a slow machine: the
// shifts of Cumulative Layout Shift, until nothing is left to do.
async function steady(page) {
  const wrong = [];
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.reload();
    const shifts = await page.evaluate((settled) => new Promise((done) => {
      const all = [];
      new PerformanceObserver((list) => all.push(...list.getEntries()
        .filter((one) => !one.hadRecentInput)
        .map(({ value, sources }) => ({ value, what: sources.map((s) =>
          s.node?.outerHTML?.slice(0, 60) ?? s.node?.data).at(0) }))))
        .observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(all), settled);
    }), SETTLED_MS);
    const sum = shifts.reduce((total, { value }) => total + value, 0);
    const most = shifts.sort((a, b) => b.value - a.value).at(0);
    if (sum >= MOST_SHIFT)
      wrong.push(`${width} px: shifts by ${sum.toFixed(3)}: ${most.what}`);
  }
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.detach();
  return wrong;
}

// What is read out: nothing that has a glyph for its name, and no glyph that
// stands alone.
async function heard(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const by = new Map(nodes.map((node) => [node.nodeId, node]));
  const name = (node) => node.name?.value ?? '';
  const words = (text) => /[\p{L}\p{N}]/u.test(text);
  const below = (node) => (node.childIds ?? []).map((id) => by.get(id))
    .filter(Boolean);
  // What a thing says, with the texts in it.
  const says = (node) => [node, ...below(node)].map((one) =>
    one !== node && one.ignored ? says(one) : name(one)).join(' ');
  const above = (node) => {
    const up = by.get(node.parentId);
    return up.ignored && up.parentId ? above(up) : up;
  };
  const bare = nodes.filter((node) => !node.ignored &&
    node.role.value !== 'InlineTextBox' && /\p{S}/u.test(name(node)) &&
    !words(name(node)) &&
    !(node.role.value === 'StaticText' && words(says(above(node)))));
  return [...new Set(bare.map((node) => 'read out without a word: ' +
    `${node.role.value} ${name(node)}`))];
}

module.exports = { crowded, steady, heard, inAllLooks, sideways, accessible,
  accessibleInBoth, keyboard, plain, printed };
