'use strict';
// `sextant mcp` as clients ask it.
//
//   node mcp.js NODE_MODULES sdk|client SEXTANT CATALOG
//   node mcp.js NODE_MODULES schemas FOLDER SEXTANT CATALOG
//
// The first runs one script by either generation of MCP's own client, and prints what
// came of it; the second asks in each revision, and holds every request and every
// answer to that revision's schema.

const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
const readline = require('readline');

const [modules, mode, ...rest] = process.argv.slice(2);
const need = (name) => require(require.resolve(name, { paths: [modules] }));

const CALLS = [
  ['technique', { technique: 'T1086' }],
  ['search', { query: 'lsass' }],
  ['control', { control: 'Handle to LSASS Outside of the Agent' }],
  ['gaps', { kind: 'detection' }],
  ['threat', { threat: ['APT29'], open: true }],
  ['threat', { text: 'They ran T1059.001, as APT41 does.' }],
  ['coverage', {}],
  ['visibility', { about: ['T1059.001'] }],
  ['changes', {}],
  ['technique', { technique: 'T9999' }],
  ['gaps', { kind: 'everything' }],
];

async function script(client, close) {
  const { tools } = await client.listTools();
  console.log('tools:', tools.map((t) => t.name).join(' '));
  console.log('all read-only:', tools.every((t) => t.annotations.readOnlyHint));
  for (const [name, args] of CALLS) {
    const result = await client.callTool({ name, arguments: args });
    const told = result.structuredContent;
    console.log(`${name}:`, result.isError ? `error: ${result.content[0].text}`
      : `${told.items.length > 0 ? told.total : 'none'} ${JSON.stringify(told) ===
        result.content[0].text ? 'the same as text' : 'not the text'}`);
  }
  let n = 0, cursor;
  do {
    const page = await client.listResources({ cursor });
    n += page.resources.length;
    cursor = page.nextCursor;
  } while (cursor);
  console.log('resources:', n);
  const page = await client.readResource({ uri: 'sextant://technique/T1059.001' });
  console.log(page.contents[0].mimeType, page.contents[0].text.split('\n')[2]);
  const { resourceTemplates } = await client.listResourceTemplates();
  console.log('templates:', resourceTemplates.map((t) => t.uriTemplate).join(' '));
  const { completion } = await client.complete({
    ref: { type: 'ref/resource', uri: resourceTemplates[0].uriTemplate },
    argument: { name: 'id', value: 't1059.00' } });
  console.log('completed:', completion.values.join(' '));
  await client.callTool({ name: 'frob', arguments: {} })
    .then(() => console.log('no error'), (e) => console.log(e.code, /frob/.test(e.message)));
  await close();
}

async function run(generation, command, catalog) {
  const of = generation === 'sdk' ? '@modelcontextprotocol/sdk/client' : '@modelcontextprotocol/client';
  const { Client } = need(generation === 'sdk' ? `${of}/index.js` : of);
  const { StdioClientTransport } = need(generation === 'sdk' ? `${of}/stdio.js` : `${of}/stdio`);
  const client = new Client({ name: 'test', version: '1' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(new StdioClientTransport({ command,
    args: ['mcp', '--catalog', catalog], env: process.env }));
  console.log([client.getServerVersion().name,
    client.getNegotiatedProtocolVersion?.()].join(' ').trim());
  await script(client, () => client.close());
}

// Which definition the result of a method has.
const RESULTS = {
  'server/discover': 'DiscoverResult', initialize: 'InitializeResult',
  'tools/list': 'ListToolsResult', 'tools/call': 'CallToolResult',
  'resources/list': 'ListResourcesResult',
  'resources/templates/list': 'ListResourceTemplatesResult',
  'resources/read': 'ReadResourceResult', 'completion/complete': 'CompleteResult',
  ping: 'EmptyResult',
};

const ASKED = [
  ['tools/list'], ...CALLS.map(([name, args]) => ['tools/call', { name, arguments: args }]),
  ['tools/call', { name: 'frob' }], ['resources/list'], ['resources/templates/list'],
  ['resources/list', { cursor: 'x' }],
  ['resources/read', { uri: 'sextant://methodology' }],
  ['resources/read', { uri: 'sextant://technique/T1003.001' }],
  ['resources/read', { uri: 'sextant://technique/T9999' }],
  ['resources/read', { uri: 'file:///etc/passwd' }],
  ['completion/complete', { ref: { type: 'ref/resource', uri: 'sextant://threat/{name}' },
    argument: { name: 'name', value: 'apt' } }],
];

async function hold(folder, revision, command, catalog) {
  const schema = JSON.parse(fs.readFileSync(path.join(folder, `mcp-${revision}.json`)));
  const at = schema.$defs ? '$defs' : 'definitions';
  const Ajv = need(/2020/.test(schema.$schema) ? 'ajv/dist/2020' : 'ajv');
  const ajv = new (Ajv.default ?? Ajv)({ strict: false, validateFormats: false, allErrors: true });
  const dialect = new (need('ajv/dist/2020').default)({ strict: false });
  ajv.addSchema(schema, 'mcp');
  const modern = revision === '2026-07-28';
  const server = spawn(command, ['mcp', '--catalog', catalog], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = readline.createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const wrong = [];
  const check = (definition, value, what) => {
    if (!schema[at][definition])
      wrong.push(`no definition ${definition}`);
    else if (!ajv.validate({ $ref: `mcp#/${at}/${definition}` }, value))
      wrong.push(`${what}: ${definition}: ${ajv.errorsText().slice(0, 300)}`);
  };
  let n = 0;
  const ask = async (method, params) => {
    if (modern)
      params = { ...params, _meta: { 'io.modelcontextprotocol/protocolVersion': revision,
        'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
        'io.modelcontextprotocol/clientCapabilities': {} } };
    const request = { jsonrpc: '2.0', id: ++n, method, ...(params && { params }) };
    check('ClientRequest', request, `request ${n}`);
    server.stdin.write(`${JSON.stringify(request)}\n`);
    const line = (await lines.next()).value, reply = JSON.parse(line);
    check('JSONRPCMessage', reply, method);
    if (reply.id !== n)
      wrong.push(`${method}: of another id: ${line.slice(0, 80)}`);
    if (reply.result)
      check(RESULTS[method], reply.result, method);
    if (method === 'tools/call' && reply.result &&
        Buffer.byteLength(JSON.stringify(reply.result)) >= 8000)
      wrong.push(`${params.name}: ${line.length} bytes`);
    return reply;
  };
  if (modern) {
    await ask('server/discover');
  } else {
    await ask('initialize', { protocolVersion: revision, capabilities: {},
      clientInfo: { name: 'test', version: '1' } });
    server.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    await ask('ping');
  }
  const outputs = {};
  for (const [method, params] of ASKED) {
    const { result } = await ask(method, params);
    for (const tool of method === 'tools/list' ? result.tools : []) {
      dialect.compile(tool.inputSchema);
      outputs[tool.name] = dialect.compile(tool.outputSchema);
    }
    if (result?.structuredContent && !outputs[params.name](result.structuredContent))
      wrong.push(`${params.name}: ${JSON.stringify(outputs[params.name].errors[0])}`);
  }
  server.stdin.end();
  const code = await new Promise((resolve) => server.on('close', resolve));
  console.log(`${revision}: ${n} asked, exit ${code}${wrong.map((w) => `\n  ${w}`).join('')}`);
}

(async () => {
  if (mode !== 'schemas')
    return run(mode, ...rest);
  for (const revision of ['2026-07-28', '2025-11-25', '2025-06-18'])
    await hold(rest[0], revision, rest[1], rest[2]);
})().catch((e) => {
  console.log(e.stack);
  process.exit(1);
});
