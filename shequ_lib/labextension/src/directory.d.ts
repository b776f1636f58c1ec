/** What the bundler makes of a directory: its modules by name (Rspack, in the builds of JupyterLab's and of `page`). */
interface ImportMeta {
  webpackContext(
    directory: string,
    options: { recursive: boolean; regExp: RegExp }
  ): { (file: string): unknown; keys(): string[] };
}
