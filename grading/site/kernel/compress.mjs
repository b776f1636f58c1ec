// Run by Node.js when the site is built: puts FILE.gz and FILE.br beside every file named in a JSON list, for
// servers that can send them. Usage: node compress.mjs LIST.json
import fs from 'node:fs';
import zlib from 'node:zlib';

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;

for (const file of JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))) {
  const plain = fs.readFileSync(file);
  const params = { [BROTLI_PARAM_QUALITY]: 9, [BROTLI_PARAM_SIZE_HINT]: plain.length };
  fs.writeFileSync(`${file}.gz`, zlib.gzipSync(plain, { level: 9 }));
  fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(plain, { params }));
}
