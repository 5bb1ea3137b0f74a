'use strict';
// Holds SARIF files to the schema of OASIS, which @microsoft/jest-sarif has:
//
//   node sarif.js NODE_MODULES FILE...
//
// Prints a line a file: its name, and "holds" or what is wrong first.

const fs = require('fs');
const path = require('path');

const home = path.join(process.argv[2], '@microsoft', 'jest-sarif');
const Ajv = require(require.resolve('ajv', { paths: [home] }));
const schema = JSON.parse(fs.readFileSync(
  path.join(home, 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json'), 'utf8'));

const ajv = new Ajv({ schemaId: 'auto', meta: false, format: 'full' });
ajv.addMetaSchema(require(require.resolve(
  'ajv/lib/refs/json-schema-draft-04.json', { paths: [home] })));
const validate = ajv.compile(schema);

for (const file of process.argv.slice(3)) {
  const ok = validate(JSON.parse(fs.readFileSync(file, 'utf8')));
  const first = ok ? null : validate.errors[0];
  console.log(`${file}: ${ok ? 'holds'
    : `${first.dataPath || '/'} ${first.message}`}`);
}
