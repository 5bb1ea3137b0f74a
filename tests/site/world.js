// What every test of the site finds: the sample's pages, and a browser that
// tells of all that goes on in it.
'use strict';

const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { chromium } = require('playwright-core');
const { KINDS, kindOf } = require('./kinds.js');
const { serve } = require('./server.js');

const LOAD_MS = 30000;
const START_MS = Number(process.env.START_MS ?? 60000);

// The names of all files below a folder, in order.
function filesBelow(folder, prefix = '') {
  const found = [];
  for (const entry of fs.readdirSync(path.join(folder, prefix),
    { withFileTypes: true })) {
    const name = prefix + entry.name;
    if (entry.isDirectory())
      found.push(...filesBelow(folder, `${name}/`));
    else
      found.push(name);
  }
  return found.sort();
}

// Pages that only lead to another: a browser does not stay there.
function leadsOn(folder, page) {
  return fs.readFileSync(path.join(folder, page), 'utf8')
    .includes('http-equiv="refresh"');
}

// The smallest and the largest page of each kind: { kind, page }.
function samplesOf(folder, pages) {
  const samples = [];
  for (const [kind] of KINDS) {
    const sized = pages.filter((page) => kindOf(page) === kind &&
      !leadsOn(folder, page))
      .map((page) => ({ page, size: fs.statSync(path.join(folder, page)).size }))
      .sort((a, b) => a.size - b.size);
    const ends = new Set([sized.at(0)?.page, sized.at(-1)?.page]);
    ends.delete(undefined);
    for (const page of ends)
      samples.push({ kind, page });
  }
  return samples;
}

class World {
  constructor(tmp, executable) {
    this.tmp = tmp;
    this.executable = executable;
    this.site = path.join(tmp, 'sample');
    this.files = filesBelow(this.site);
    this.pages = this.files.filter((name) => name.endsWith('.html'));
    this.samples = samplesOf(this.site, this.pages);
    this.fileBase = `${pathToFileURL(this.site)}/`;
  }

  async start() {
    this.server = await serve(this.site);
    this.httpBase = this.server.base;
    this.browser = await chromium.launch({
      executablePath: this.executable,
      timeout: START_MS,
      args: ['--disable-gpu', '--force-color-profile=srgb'],
    });
  }

  async stop() {
    this.server?.close();
    await this.browser?.close();
  }

  skip(why) {
    return { skip: why };
  }

  // Calls visit(page) with an empty tab of a profile of its own: options are
  // those of a context of Playwright, and base, the address that no request may
  // leave. page.trouble has a line for all that a console or a network log
  // would show.
  async tab(options, visit) {
    const { base = this.fileBase, ...rest } = options;
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 }, ...rest });
    context.setDefaultTimeout(LOAD_MS);
    try {
      const page = await context.newPage();
      page.trouble = [];
      this.listen(context, page, base);
      return await visit(page);
    } finally {
      await context.close();
    }
  }

  listen(context, page, base) {
    const say = (what) => page.trouble.push(what);
    page.on('console', (message) =>
      say(`console.${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => say(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      say(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    context.on('request', (request) => {
      if (!request.url().startsWith(base))
        say(`request outside: ${request.url()}`);
    });
    context.on('requestfailed', (request) => {
      const why = request.failure()?.errorText;
      if (why !== 'net::ERR_ABORTED') // by the next page
        say(`request failed: ${request.url()}: ${why}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 400)
        say(`answer ${response.status()}: ${response.url()}`);
    });
  }
}

module.exports = { World, filesBelow, samplesOf };
