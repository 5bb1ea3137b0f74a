// The checks themselves: each fault planted here must be seen.
'use strict';

const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const checks = require('./checks.js');

const FINE = '<p>Some words, and <a href="#a">a link</a>. ● Covered</p>';

const page = (body, head = '') => `<!doctype html><html lang="en"><head>
<meta charset="utf-8"><title>x</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root { color-scheme: light dark }
@media print { :root { color-scheme: light } }</style>${head}</head>
<body><main id="a"><h1>x</h1>${body}</main></body></html>`;

// A title, the check, what is on the page (body, head), and what is to be said.
const FAULTS = [
  ['too wide', 'sideways', '<p style="width: 2000px">x</p>', '', '2000|20\\d\\d px'],
  ['a picture without words', 'accessible',
    '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', '', 'image-alt'],
  ['faint in the dark', 'accessible', '<p class="f">faint</p>',
    '<style>@media (prefers-color-scheme: dark) ' +
    '{ body { background: #111 } .f { color: #222 } }</style>',
    'color-contrast', { colorScheme: 'dark' }],
  ['a target that no finger hits', 'accessible',
    '<style>button { all: unset; font-size: 9px; width: 9px }</style>' +
    '<button>a</button><button>b</button>', '', 'target-size'],
  ['a heading that is skipped', 'accessible', '<h4>deep</h4>', '',
    'heading-order'],
  ['a glyph alone', 'heard', '<p>▸</p>', '', 'StaticText ▸'],
  ['a glyph for a name', 'heard', '<a href="#a">●</a> word', '', 'link ●'],
  ['what comes late, and moves the rest', 'steady', '<p>words</p>'.repeat(20),
    '<script>addEventListener("load", () => setTimeout(() => ' +
    'document.querySelector("h1").before(Object.assign(' +
    'document.createElement("div"), { style: "height: 300px" })), 50))' +
    '</script>', '1440 px: shifts by 0'],
  ['what comes late on a telephone', 'steady', '<p>words</p>'.repeat(20),
    '<script>addEventListener("load", () => innerWidth < 400 && ' +
    'setTimeout(() => document.querySelector("h1").before(Object.assign(' +
    'document.createElement("div"), { style: "height: 300px" })), 50))' +
    '</script>', '360 px: shifts by 0'],
  ['a trap', 'keyboard', '<button id="t">x</button><a href="#a">y</a>',
    '<script>addEventListener("keydown", (e) => ' +
    'document.activeElement.id === "t" && e.preventDefault())</script>',
    'not reached: <a'],
  ['focus that is not seen', 'keyboard', '<a href="#a">y</a>',
    '<style>a:focus { outline: none }</style>', 'focus not seen'],
  ['another order', 'keyboard',
    '<a href="#a">1</a><a tabindex="1" href="#a">2</a>', '', 'out of order'],
  ['words that only script shows', 'plain', '<p hidden>words</p>', '',
    'not to be seen: words'],
  ['a dead button', 'plain', '<button>x</button>', '', 'without script'],
  ['folded on paper', 'printed',
    '<details><summary>s</summary>words</details>', '', 'not to be seen'],
  ['folded words in an element on paper', 'printed',
    '<details><summary>s</summary><p>words</p></details>', '', 'not to be seen'],
  ['light on paper', 'printed', '<p>pale</p>',
    '<style>p { color: #ddd }</style>', 'too light'],
  ['cut off on paper', 'printed', '<pre class="c">' + 'x'.repeat(300) +
    '</pre>', '<style>pre { overflow: hidden }</style>', 'cut off'],
  ['many columns', 'crowded', `<table><tbody><tr>${'<td>x</td>'.repeat(20)}` +
    '</tr></tbody></table>', '', '960 px, crowded'],
  ['many columns on paper', 'crowded', '<table><tbody><tr>' +
    '<td>x</td>'.repeat(14) + '</tr></tbody></table>', '', 'on paper, crowded'],
];

const TROUBLE = [
  ['a word to the console', '<script>console.log("x")</script>', 'console.log'],
  ['an error', '<script>throw new Error("oops")</script>', 'oops'],
  ['a request', '<img alt="" src="http://127.0.0.1:9/x">', 'request outside'],
  ['a file beside the folder', '<img alt="" src="../x.png">', 'request outside'],
  ['a file that is not there', '<img alt="" src="x.png">', 'request failed'],
  ['a dialog', '<script>alert(1)</script>', 'dialog'],
];

module.exports = (t, world) => {
  const folder = path.join(world.tmp, 'planted');
  const base = `${pathToFileURL(folder)}/`;
  let planted = 0;

  // Opens a page of these parts; what check, if any, and the tab have to say.
  const told = async (body, head, check, options) => {
    fs.mkdirSync(folder, { recursive: true });
    const name = `${++planted}.html`;
    fs.writeFileSync(path.join(folder, name), page(body, head));
    return world.tab({ base, ...options }, async (tab) => {
      await tab.goto(base + name);
      return [...check ? await checks[check](tab) : [], ...tab.trouble];
    });
  };
  const must = (lines, want) => lines.some((line) => line.match(want)) ? []
    : [`overlooked; said: ${lines.join('; ')}`];

  for (const [title, check, body, head, want, options] of FAULTS) {
    t(`${check} sees ${title}`, async () =>
      must(await told(body, head, check, options), want));
  }
  for (const [title, body, want] of TROUBLE) {
    t(`a tab tells of ${title}`, async () =>
      must(await told(body, ''), want));
  }
  for (const check of new Set(FAULTS.map((fault) => fault[1]))) {
    t(`${check} says nothing of what is fine`, () => told(FINE, '', check));
  }
};
