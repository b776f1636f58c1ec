// Shared by the landing page and the chapter page: the address of the site, the answers in this browser.
'use strict';

window.shequ = (() => {
  const root = new URL('.', document.currentScript.src);

  /** Start JupyterLite on the chapter that the address asks for, with the text to read in the meantime. */
  function openChapter() {
    const config = JSON.parse(document.getElementById('jupyter-config-data').textContent);
    const at = name => root.pathname + name;
    Object.assign(config, {
      baseUrl: root.pathname,
      appUrl: '/notebooks',
      fullStaticUrl: at('build'),
      fullLabextensionsUrl: at('extensions'),
      settingsUrl: at('build/schemas'),
      themesUrl: './build/themes',
      licensesUrl: './api/licenses'
    });
    const kernel = config.litePluginSettings['@jupyterlite/pyodide-kernel-extension:kernel'];
    kernel.pyodideUrl = at(config.shequ.kernel + '/runtime.mjs');
    document.getElementById('jupyter-config-data').textContent = JSON.stringify(config);
    startPythonAhead(at(config.shequ.kernel + '/worker.js'));
    const bundle = document.createElement('script');
    bundle.src = at(config.shequ.bundle);
    document.head.append(bundle);
  }

  /** Let Python start now; the kernel gets this worker when JupyterLite asks for its own. */
  function startPythonAhead(url) {
    const Original = window.Worker;
    let ahead = new Original(url, { type: 'module' });
    window.Worker = class extends Original {
      constructor(script, options) {
        if (/comlink\.worker\.[^/]*$/.test(String(script))) {
          const worker = ahead ?? new Original(url, { type: 'module' });
          ahead = null;
          return worker;
        }
        super(script, options);
      }
    };
  }

  return { root, openChapter };
})();
