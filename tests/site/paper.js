// How many sheets pages take on paper, as their style asks for it: paper.js
// FILE... CHROMIUM and NODE_PATH are those of browser.sh.
'use strict';

const { chromium } = require('playwright-core');
const { pathToFileURL } = require('url');

// In a PDF of Chromium each page is an object of its own, uncompressed.
const sheets = (pdf) =>
  pdf.toString('latin1').match(/\/Type\s*\/Page(?![a-z])/gi).length;

async function main(files) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
  const page = await browser.newPage();
  for (const file of files) {
    await page.goto(String(pathToFileURL(file)));
    console.log(sheets(await page.pdf({ preferCSSPageSize: true })));
  }
  await browser.close();
}

module.exports = { sheets };
if (require.main === module)
  main(process.argv.slice(2));
