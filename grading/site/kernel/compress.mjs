// Run by Node.js when the site is built: puts FILE.gz and FILE.br beside every file named in a JSON list, for
// servers that can send them. Usage: node compress.mjs LIST.json
import fs from 'node:fs/promises';
import os from 'node:os';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const gzip = promisify(zlib.gzip);
const brotli = promisify(zlib.brotliCompress);
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
const [, , list = ''] = process.argv;
const files = JSON.parse(await fs.readFile(list, 'utf8'));

async function compress() {
  for (let file = files.pop(); file; file = files.pop()) {
    const plain = await fs.readFile(file);
    const params = { [BROTLI_PARAM_QUALITY]: 9, [BROTLI_PARAM_SIZE_HINT]: plain.length };
    await fs.writeFile(`${file}.gz`, await gzip(plain, { level: 9 }));
    await fs.writeFile(`${file}.br`, await brotli(plain, { params }));
  }
}

await Promise.all(os.cpus().map(compress));
