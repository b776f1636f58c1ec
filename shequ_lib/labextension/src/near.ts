/** Which elements of a notebook are near the part of it that is in sight. */

/** How far beyond the edge something is near: about a screen. */
const MARGIN = '900px 0px';

/**
 * Call `come` once for each element when it comes near.
 *
 * @returns what ends the watching.
 */
export function whenNear(elements: Iterable<HTMLElement>, come: (element: HTMLElement) => void): () => void {
  const list = [...elements];
  const [first] = list;
  if (!first) {
    return () => {};
  }
  const observer = new IntersectionObserver(
    entries => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) {
          observer.unobserve(target);
          come(target as HTMLElement);
        }
      }
    },
    { root: scroller(first), rootMargin: MARGIN }
  );
  list.forEach(element => observer.observe(element));
  return () => observer.disconnect();
}

/** The element that scrolls what is in it; null for the window. */
export function scroller(element: HTMLElement): HTMLElement | null {
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) {
      return box;
    }
  }
  return null;
}
