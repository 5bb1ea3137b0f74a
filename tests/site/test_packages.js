// The packages of these tests: pinned, from no registry in particular, and of
// versions that the oldest Node we run on can take.
'use strict';

const lock = require('./package-lock.json');
const wanted = require('./package.json');
const semver = require('semver');

const NODES = ['18.19.0', '18.20.4', process.versions.node]; // Debian 12's, ours

// Only where Node is newer: tests/cli/mcp.test skips the one, and loads no part of the
// other that needs it.
const NEWER = ['@modelcontextprotocol/client', '@modelcontextprotocol/core',
  '@hono/node-server'].map((name) => `node_modules/${name}`);

module.exports = (t) => {
  const packages = Object.entries(lock.packages).filter(([name]) => name);

  t('each package runs on the Node of Debian 12', () =>
    packages.filter(([name]) => !NEWER.includes(name)).flatMap(([name, { version, engines }]) =>
      NODES.filter((node) => !semver.satisfies(node, engines?.node ?? '*'))
        .map((node) => `${name} ${version}: not on Node ${node}`)));

  t('the lock names no host, and a digest of each', () =>
    packages.filter(([, one]) => one.resolved || !one.integrity)
      .map(([name]) => name));

  t('what is wanted is pinned', () =>
    Object.entries(wanted.dependencies)
      .filter(([name, version]) => !semver.valid(version) ||
        lock.packages[`node_modules/${name}`]?.version !== version)
      .map(([name]) => name));

  t('nothing runs at installation', () =>
    packages.filter(([, one]) => one.hasInstallScript).map(([name]) => name));
};
