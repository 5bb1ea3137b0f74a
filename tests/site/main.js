// Runs test files over the site: main.js FILE... A file exports a function that
// is given t and the world (world.js). t(NAME, FUNCTION) is a test: it fails
// where the function throws or returns words about what is wrong, and is
// skipped where it returns world.skip(WHY).
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { World } = require('./world.js');

const TEST_MS = 60000;
const END_MS = 20000;
const SHOWN = 12; // lines of what is wrong
const AT_ONCE = os.cpus().length;

// What a promise gives, or an error after so long.
function within(ms, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done in ${ms} ms`)), ms);
  });
  return Promise.race([what, late]).finally(() => clearTimeout(timer));
}

// What the test says is wrong, or { skip }.
async function run(test) {
  try {
    return await within(TEST_MS, test.body()) ?? [];
  } catch (error) {
    return [error.stack ?? String(error)];
  }
}

function tell(test, wrong, counts) {
  if (wrong.skip) {
    counts.skipped++;
    console.log(`skip site: ${test.name}: ${wrong.skip}`);
  } else if (wrong.length === 0) {
    counts.passed++;
  } else {
    counts.failed++;
    console.log(`FAIL site: ${test.name}`);
    for (const line of wrong.slice(0, SHOWN))
      console.log(`  ${line}`);
    if (wrong.length > SHOWN)
      console.log(`  and ${wrong.length - SHOWN} more`);
  }
}

async function file(name, world, words) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const tests = [];
  const started = Date.now();
  require(name)((title, body) => tests.push({ name: title, body }), world);
  const todo = tests.filter((one) => one.name.includes(words));
  const told = new Map();
  const worker = async (rest) => {
    for (const test of rest)
      told.set(test, await run(test));
  };
  const rest = todo.values();
  await Promise.all(Array.from({ length: AT_ONCE }, () => worker(rest)));
  for (const test of todo)
    tell(test, told.get(test), counts);
  const short = path.basename(name, '.js');
  if (counts.failed === 0 && counts.passed > 0) {
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`ok   ${short} ${counts.passed} (${seconds} s)`);
  }
  return counts;
}

// A browser that does not start is one failure, whatever was to be tested.
async function started(world) {
  try {
    await world.start();
    return true;
  } catch (error) {
    console.log(`FAIL site: ${world.executable}: the browser does not start`);
    for (const line of String(error.message).split('\n').slice(0, SHOWN))
      console.log(`  ${line}`);
    return false;
  }
}

async function main() {
  const world = new World(process.env.SITE_TMP, process.env.CHROMIUM);
  const words = process.env.WORDS ?? '';
  const all = [0, 0, 0];
  try {
    if (await started(world)) {
      for (const name of process.argv.slice(2)) {
        const counts = await file(path.resolve(name), world, words);
        Object.values(counts).forEach((n, i) => { all[i] += n; });
      }
    } else {
      all[1]++;
    }
    fs.writeFileSync(path.join(process.env.SITE_TMP, 'counts'),
      `${all.join(' ')}\n`);
  } finally {
    await within(END_MS, world.stop());
  }
}

// What still waits for a page, or for the browser, keeps nobody.
main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
}).finally(() => process.exit());
