// Left and Right turn the pages of a lesson, unless they move something: a node, the cursor in a text.
let tell = null;
let listening = false;

export default function ({ setTriggerValue }) {
  let count = 0;
  const mine = (by) => setTriggerValue("turn", { by, count: `${Date.now()}-${(count += 1)}` });
  tell = mine;
  if (!listening) {
    listening = true;
    document.addEventListener("keydown", listen);
  }
  return () => {
    if (tell === mine) tell = null;
  };
}

function listen(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by === undefined || tell === null) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const at = event.composedPath()[0];
  const moves = "input, textarea, select, [contenteditable=true], .react-flow__node, [role=tab], [role=radio]";
  if (at instanceof Element && at.closest(moves)) return;
  event.preventDefault();
  tell(by);
}
