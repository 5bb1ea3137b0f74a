// README's pictures, of the sample's pages: pictures.js SITE FOLDER. The same
// fonts and the same Chromium give the same bytes.
'use strict';

const fs = require('fs');
const path = require('path');
const zlib = require('zlib');
const { pathToFileURL } = require('url');
const { chromium } = require('playwright-core');

const PICTURES = [
  ['matrix', 'index.html', 1440, 1100],
  ['technique', 'techniques/T1059.001.html', 1100, 1100],
];

// A PNG's chunks: [type, bytes].
function chunksOf(png) {
  const chunks = [];
  for (let at = 8; at < png.length;) {
    const n = png.readUInt32BE(at);
    chunks.push([png.toString('latin1', at + 4, at + 8),
      png.subarray(at + 8, at + 8 + n)]);
    at += 12 + n;
  }
  return chunks;
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++)
    n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});

function chunk(type, bytes) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), bytes]);
  let crc = 0xffffffff;
  for (const byte of body)
    crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(bytes.length, 0);
  ends.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

// The pixels of a PNG of 8 bits a channel, as rows of red, green and blue.
function rowsOf(header, data) {
  const width = header.readUInt32BE(0);
  const channels = header[9] === 6 ? 4 : 3;
  const raw = zlib.inflateSync(data);
  const stride = width * channels;
  const rows = [];
  let above = Buffer.alloc(stride);
  for (let at = 0; at < raw.length; at += stride + 1) {
    const filter = raw[at];
    const row = Buffer.from(raw.subarray(at + 1, at + 1 + stride));
    for (let i = 0; i < stride; i++) {
      const a = i < channels ? 0 : row[i - channels];
      const b = above[i];
      const c = i < channels ? 0 : above[i - channels];
      const p = a + b - c;
      const [pa, pb, pc] = [a, b, c].map((one) => Math.abs(p - one));
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      row[i] += [0, a, b, (a + b) >> 1, paeth][filter];
    }
    rows.push(row);
    above = row;
  }
  return { width, channels, rows };
}

// The same picture in at most 256 colours: those that are most, and of the rest
// the nearest. Without filters, which a palette does not gain from.
function small(png) {
  const chunks = chunksOf(png);
  const header = chunks[0][1];
  const { width, channels, rows } = rowsOf(header, Buffer.concat(chunks
    .filter(([type]) => type === 'IDAT').map(([, bytes]) => bytes)));
  const counts = new Map();
  const color = (row, x) => row.readUIntBE(x * channels, 3);
  for (const row of rows) {
    for (let x = 0; x < width; x++)
      counts.set(color(row, x), (counts.get(color(row, x)) ?? 0) + 1);
  }
  const palette = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 256).map(([one]) => one);
  const apart = (a, b) => [16, 8, 0].reduce((sum, shift) =>
    sum + ((a >> shift & 255) - (b >> shift & 255)) ** 2, 0);
  const index = new Map(palette.map((one, i) => [one, i]));
  for (const one of counts.keys()) {
    if (!index.has(one))
      index.set(one, palette.reduce((best, other, i) =>
        apart(one, other) < apart(one, palette[best]) ? i : best, 0));
  }
  const pixels = Buffer.concat(rows.flatMap((row) => [Buffer.alloc(1),
    Buffer.from(Array.from({ length: width },
      (_, x) => index.get(color(row, x))))]));
  const head = Buffer.from(header);
  head[9] = 3;
  return Buffer.concat([png.subarray(0, 8), chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap((one) =>
      [one >> 16, one >> 8 & 255, one & 255]))),
    chunk('IDAT', zlib.deflateSync(pixels, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0))]);
}

// What two pictures in a row agree on: the first may come a moment early.
async function settled(tab) {
  let before, now = await tab.screenshot();
  for (let i = 0; i < 10 && !(before && now.equals(before)); i++) {
    before = now;
    now = await tab.screenshot();
  }
  return now;
}

async function main() {
  const [site, folder] = process.argv.slice(2);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--disable-gpu', '--force-color-profile=srgb',
      '--disable-lcd-text', '--font-render-hinting=none'],
  });
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, page, width, height] of PICTURES) {
    const tab = await browser.newPage({ viewport: { width, height },
      colorScheme: 'light', reducedMotion: 'reduce' });
    await tab.goto(`${pathToFileURL(path.resolve(site))}/${page}`);
    const file = path.join(folder, `${name}.png`);
    fs.writeFileSync(file, small(await settled(tab)));
    console.log(`${file}: ${fs.statSync(file).size} bytes`);
    await tab.close();
  }
  await browser.close();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
