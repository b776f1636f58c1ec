// Bundles the forms and the answers' readers for pages without JupyterLab, as ES modules, from lib/ into page/.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { rspack } from '@rspack/core';

const here = path.dirname(fileURLToPath(import.meta.url));
const to = path.join(here, 'page');

/** @type {import('@rspack/core').Stats} */
const stats = await new Promise((resolve, reject) =>
  rspack(
    {
      mode: 'production',
      context: here,
      entry: { forms: './lib/page.js', answers: './lib/answers/index.js' },
      output: {
        path: to,
        filename: '[name].js',
        module: true,
        library: { type: 'module' },
        chunkFormat: 'module'
      },
      target: ['web', 'es2020'],
      optimization: {
        minimizer: [
          // the licence of lit-html goes with it
          new rspack.SwcJsMinimizerRspackPlugin({ minimizerOptions: { format: { comments: 'some' } } })
        ]
      },
      devtool: false
    },
    (error, done) => (done ? resolve(done) : reject(error))
  )
);
if (stats.hasErrors()) {
  console.error(stats.toString());
  process.exit(1);
}
const styles = ['forms.css', 'year.css', 'contents.css', 'figures.css', 'first.css'].map(name =>
  readFileSync(path.join(here, 'style', name), 'utf8')
);
writeFileSync(path.join(to, 'forms.css'), styles.join(''));
