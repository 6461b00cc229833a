"""A stopwatch in the page itself: from the event that ends a gesture to the frame that shows it.

`SCRIPT` runs before a page's own. It goes by what is seen and by few marks of the canvas, so that
it fits builds before and after: `.app` with `data-stale` and `data-analysed` (which edit the shapes
that are shown belong to), `.palette-item`, and the classes of React Flow.
"""

from __future__ import annotations

FIND = """
  const find = (root, selector) => {
    const here = root.querySelector(selector);
    if (here) return here;
    for (const element of root.querySelectorAll('*')) {
      const there = element.shadowRoot && find(element.shadowRoot, selector);
      if (there) return there;
    }
    return null;
  };
"""
"""JavaScript's `find(root, selector)`: the first element, in whatever shadow root."""

SCRIPT = (
    """
(() => {
  const watch = window.__watch = { usable: null, taken: null, error: null };

"""
    + FIND
    + """  let app = null;
  const seen = (selector) => watch.app()?.querySelector(selector) ?? null;
  watch.app = () => (app?.isConnected ? app : (app = find(document, '.app[data-stale]')));

  // Usable is a canvas whose palette can be taken from, with a place to drop it.
  const opening = () => {
    if (seen('.palette-item[data-path="keras.layers.Dense"]') && seen('.react-flow__pane')) {
      watch.usable = performance.now();
    } else requestAnimationFrame(opening);
  };
  requestAnimationFrame(opening);

  const text = (selector) => seen(selector)?.textContent ?? '';
  const analysed = ({ before }) =>
    watch.app().dataset.stale === 'false' && watch.app().dataset.analysed !== before;

  const isVisible = (node) => getComputedStyle(node).visibility === 'visible';

  /** What each gesture waits for. */
  const shown = {
    /** A node more, selected, with what the analysis says of it. */
    dropped: (start) =>
      analysed(start) && seen('.react-flow__node.selected') !== start.selected &&
      text('.react-flow__node.selected') !== '' &&
      !text('.react-flow__node.selected').includes('…'),
    /** The selected node has this shape. */
    shape: (start, shape) =>
      analysed(start) && text('.react-flow__node.selected').includes(shape),
    /** A preview whose model has so many parameters. */
    preview: (_, count) =>
      seen('.preview-note') !== null && text('.status-bar').includes(`→ ${count} `),
    /** Another design, as soon as something of it is drawn. */
    drawn: (start) =>
      seen('.design-name').value !== start.name && seen('.react-flow__node') !== null,
    /** A node. */
    there: (_, id) => seen(`.react-flow__node[data-id="${id}"]`) !== null,
    /** The design of a name, as soon as something of it is drawn; there may be no canvas before. */
    listed: (_, name) =>
      seen('.design-name')?.value === name &&
      [...watch.app().querySelectorAll('.react-flow__node')].some(isVisible),
    /** So many answers of a lesson's checklist are wrong. */
    verdict: (_, count) =>
      document.querySelector('.task-checks li') !== null &&
      document.querySelectorAll('.task-checks li.no').length === Number(count),
    /** Another design, with its shapes. */
    opened: (start) => shown.drawn(start) && watch.app().dataset.stale === 'false',
  };

  /**
   * Take the time from the last event of a kind to the first frame that shows something; of several
   * things, one after the other.
   */
  watch.start = (kind, things, argument) => {
    const start = {
      before: watch.app()?.dataset.analysed,
      selected: seen('.react-flow__node.selected'),
      name: seen('.design-name')?.value,
    };
    const taken = {};
    const left = [...things];
    let began = null;
    watch.taken = null;
    const begin = (event) => { began = event.timeStamp; };
    // At the window for what bubbles out of a shadow root, inside for what stays in one.
    const targets = [window, watch.app()].filter(Boolean);
    for (const target of targets) target.addEventListener(kind, begin, true);
    const look = () => {
      while (began !== null && left.length > 0 && shown[left[0]](start, argument)) {
        taken[left.shift()] = performance.now() - began;
      }
      if (left.length > 0) requestAnimationFrame(look);
      else {
        for (const target of targets) target.removeEventListener(kind, begin, true);
        watch.taken = taken;
      }
    };
    requestAnimationFrame(look);
  };

  /** Note each frame, and where a node is in it, until `stop` is called; returns milliseconds. */
  watch.frames = (node) => {
    const element = seen(`.react-flow__node[data-id="${node}"]`);
    const frames = [];
    let running = true;
    const look = (time) => {
      if (!running) return;
      frames.push([time, element.style.transform]);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    watch.stop = () => { running = false; return frames; };
  };
})();
"""
)
