// Runs test files over the site: main.js FILE... A file exports a function that
// is given t and the world (world.js). t(NAME, FUNCTION) is a test: it fails
// where the function throws or returns words about what is wrong, and is
// skipped where it returns world.skip(WHY).
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { World } = require('./world.js');

const TEST_MS = 120000;
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

// The tests of a file that have the words in their names.
function testsOf(name, world, words) {
  const tests = [];
  require(name)((title, body) => tests.push({ name: title, body }), world);
  return tests.filter((one) => one.name.includes(words));
}

// Runs them all, some at once, and tells of each file in order.
async function files(names, world, words) {
  const all = { passed: 0, failed: 0, skipped: 0 };
  const todo = names.map((name) => testsOf(name, world, words));
  const told = new Map();
  const worker = async (rest) => {
    for (const test of rest)
      told.set(test, await run(test));
  };
  const rest = todo.flat().values();
  await Promise.all(Array.from({ length: AT_ONCE }, () => worker(rest)));
  names.forEach((name, i) => {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const test of todo[i])
      tell(test, told.get(test), counts);
    if (counts.failed === 0 && counts.passed > 0)
      console.log(`ok   ${path.basename(name, '.js')} ${counts.passed}`);
    for (const [what, n] of Object.entries(counts))
      all[what] += n;
  });
  return all;
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
  let all = { passed: 0, failed: 1, skipped: 0 };
  try {
    if (await started(world))
      all = await files(process.argv.slice(2).map((name) => path.resolve(name)),
        world, words);
    fs.writeFileSync(path.join(process.env.SITE_TMP, 'counts'),
      `${Object.values(all).join(' ')}\n`);
  } finally {
    await within(END_MS, world.stop());
  }
}

// What still waits for a page, or for the browser, keeps nobody.
main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
}).finally(() => process.exit());
