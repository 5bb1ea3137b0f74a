// A site on loopback, below a path, as any host would serve it.
'use strict';

const fs = require('fs');
const http = require('http');
const path = require('path');

const PREFIX = '/some/where/';
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.csv': 'text/csv',
  '.md': 'text/markdown; charset=utf-8', '.txt': 'text/plain',
  '.xml': 'application/xml', '.atom': 'application/atom+xml',
};

// The file that an address means, or null.
function fileOf(folder, address) {
  const name = decodeURIComponent(new URL(address, 'http://x').pathname);
  const below = path.normalize(path.join(folder, name.slice(PREFIX.length)));
  if (!name.startsWith(PREFIX) || !below.startsWith(folder))
    return null;
  const file = name.endsWith('/') ? path.join(below, 'index.html') : below;
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}

// Serves a folder; resolves to { base, close }. Where there is no file, what is shown
// is 404.html.
function serve(folder) {
  const server = http.createServer((request, response) => {
    const file = fileOf(folder, request.url);
    const shown = file ?? path.join(folder, '404.html');
    const type = TYPES[path.extname(shown)];
    response.writeHead(file ? 200 : 404, type ? { 'Content-Type': type } : {});
    response.end(fs.readFileSync(shown));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({
      base: `http://127.0.0.1:${server.address().port}${PREFIX}`,
      close: () => {
        server.closeAllConnections?.();
        server.close();
      },
    }));
  });
}

module.exports = { serve };
