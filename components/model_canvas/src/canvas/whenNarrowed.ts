/** Tells of panels that open beside the canvas: it gets narrower. */

/**
 * Watch the width of an element.
 *
 * @param then Told how many pixels of it are gone, once it has stood for so many milliseconds.
 * @returns How to end that.
 */
export function whenNarrowed(
  element: HTMLElement | null,
  then: (taken: number) => void,
  pause: number,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let before = element?.offsetWidth ?? 0;
  const observer = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const [was, now] = [before, element?.offsetWidth ?? 0];
      before = now;
      if (0 < now && now < was) then(was - now);
    }, pause);
  });
  if (element) observer.observe(element);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
