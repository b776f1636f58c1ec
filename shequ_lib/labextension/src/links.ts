/** Links from chapter to chapter: addresses of pages, so that Back, reload and new windows do what they do elsewhere. */
import { PageConfig, PathExt, URLExt } from '@jupyterlab/coreutils';

import { headingOf } from './headings';
import { site } from './site';

/**
 * The address of a notebook.
 *
 * @param name as a link in a notebook gives it, without the place in the notebook.
 * @param from the path of the notebook with the link.
 */
export function addressOf(name: string, from: string): string {
  const here = site();
  if (here) {
    return here.address(name);
  }
  const path = PathExt.resolve('/', PathExt.dirname(from), name).replace(/^\//, '');
  return URLExt.join(PageConfig.getBaseUrl(), 'doc/tree', URLExt.encodeParts(path));
}

/**
 * Let the links of a notebook to other notebooks lead to their pages.
 *
 * JupyterLab would show the other notebook under the address of this one. A link is put right when somebody
 * comes near it, as it may come with any output.
 *
 * @param node what holds the links.
 * @param path of the notebook.
 */
export function leadToPages(node: HTMLElement, path: () => string): void {
  const correct = (event: Event) => {
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    const name =
      link && /([^/?#=]+\.ipynb)(?:[?#].*)?$/.exec(decodeURIComponent(link.getAttribute('href') ?? ''))?.[1];
    if (link && name && !link.dataset.shequPage) {
      link.dataset.shequPage = 'true';
      for (const { name: attribute } of [...link.attributes]) {
        if (attribute.startsWith('data-commandlinker')) {
          link.removeAttribute(attribute);
        }
      }
      link.removeAttribute('target');
      link.href = addressOf(name, path()) + link.hash;
    }
  };
  for (const type of ['pointerover', 'focusin', 'touchstart', 'click']) {
    node.addEventListener(type, correct, { capture: true, passive: true });
  }
  const follow = (event: MouseEvent) => {
    const here = (event.target as Element | null)?.closest?.('a[href^="#"]');
    const heading = here && headingOf(node, here.getAttribute('href')!);
    if (heading) {
      event.preventDefault();
      event.stopPropagation();
      heading.scrollIntoView({ block: 'start' });
      return;
    }
    const link = (event.target as Element | null)?.closest?.(
      'a[data-shequ-page]'
    ) as HTMLAnchorElement | null;
    if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      location.assign(link.href);
    }
  };
  node.addEventListener('click', follow, { capture: true });
}
