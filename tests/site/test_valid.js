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
    'require-sri': 'off', // all is ours, and stands beside the page
  },
};

module.exports = (t, world) => {
  const validator = new HtmlValidate(RULES);

  for (const [kind] of KINDS) {
    t(`${kind}: valid HTML`, async () => {
      const wrong = [];
      for (const page of world.pages.filter((p) => kindOf(p) === kind)) {
        const report = await validator.validateFile(
          path.join(world.site, page));
        for (const { messages } of report.results) {
          for (const m of messages)
            wrong.push(`${page}:${m.line}:${m.column}: ${m.ruleId}: ${m.message}`);
        }
      }
      return wrong;
    });
  }
};
