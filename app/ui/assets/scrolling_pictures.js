// The pictures of the topology page zoom with the wheel; a page that is read down scrolls with it.
// Here the wheel is the page's, and with Ctrl (or Cmd) the picture's.
// They are drawn in colours that Python chooses: it is told when the page's theme is another one.
const known = new WeakSet();
let watching = false;
let page = null;

export default function ({ parentElement, setTriggerValue }) {
  tell();
  const host = parentElement.host ?? parentElement;
  const now = getComputedStyle(host).getPropertyValue("--st-background-color").trim();
  if (page !== null && page !== now) setTriggerValue("theme", now);
  page = now;
  if (watching) return;
  watching = true;
  new MutationObserver(tell).observe(document.body, { childList: true, subtree: true });
}

function tell() {
  for (const picture of document.querySelectorAll(".st-key-topology iframe")) {
    if (!known.has(picture)) {
      known.add(picture);
      picture.addEventListener("load", () => listen(picture));
    }
    listen(picture);
  }
}

function listen(picture) {
  // Each load makes another window.
  const inside = picture.contentWindow;
  if (!inside || known.has(inside)) return;
  try {
    for (const name of ["wheel", "mousewheel"]) {
      inside.addEventListener(name, leave, { capture: true, passive: true });
    }
    known.add(inside);
  } catch {
    // A picture of another origin keeps its wheel.
  }
}

function leave(event) {
  if (!event.ctrlKey && !event.metaKey) event.stopImmediatePropagation();
}
