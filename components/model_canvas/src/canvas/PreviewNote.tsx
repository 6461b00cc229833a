/** The note that the canvas shows a preview, with a button that leads to the changes. */

import type { Mark } from "../document/preview";
import { useCanvas, useCanvasStore } from "../store/StoreContext";

const isThere = (mark: Mark) => mark !== "removed";

export function PreviewNote() {
  const store = useCanvasStore();
  const preview = useCanvas((state) => state.preview);
  if (preview === null) return null;
  const show = () => {
    const { graph, open, requestView } = store.getState();
    const marked = (id: string) => Object.keys(preview.nodes[id] ?? {});
    const stays = (id: string) => Object.values(preview.nodes[id] ?? {}).some(isThere);
    const ids = [graph, ...Object.keys(preview.nodes)];
    const id = ids.find(stays) ?? ids.find((one) => marked(one).length > 0);
    if (id === undefined) return;
    open(id);
    requestView(marked(id));
  };
  return (
    <div className="notice notice-info preview-note" role="status">
      <span>Preview of your code</span>
      <button type="button" className="link" onClick={show}>
        Show the change
      </button>
    </div>
  );
}
