// Every page of the site, read by a validator.
'use strict';

const path = require('path');
const { HtmlValidate } = require('html-validate');
const { KINDS, kindOf } = require('./kinds.js');

const RULES = {
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    // Matters of taste, of which the templates have their own.
    'doctype-style': ['error', { style: 'lowercase' }],
    'void-style': ['error', { style: 'omit' }],
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'require-sri': 'off', // all is ours, and stands beside the page
  },
};

const validator = new HtmlValidate(RULES);

// What is wrong with a page of a site, a line each.
async function invalid(site, page) {
  const report = await validator.validateFile(path.join(site, page));
  return report.results.flatMap(({ messages }) => messages.map((m) =>
    `${page}:${m.line}:${m.column}: ${m.ruleId}: ${m.message}`));
}

module.exports = (t, world) => {
  for (const [kind] of KINDS) {
    t(`${kind}: valid HTML`, async () => {
      const wrong = [];
      for (const page of world.pages.filter((p) => kindOf(p) === kind))
        wrong.push(...await invalid(world.site, page));
      return wrong;
    });
  }
};
module.exports.invalid = invalid;
