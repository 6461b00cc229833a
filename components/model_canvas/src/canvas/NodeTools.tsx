/** The toolbar at a selected node: call its layer again, copy, look inside, delete. */

import {
  Combine,
  Copy,
  CopyPlus,
  type LucideIcon,
  Maximize2,
  PackageOpen,
  Split,
  Trash2,
  UnfoldVertical,
  Ungroup,
} from "lucide-react";
import { callLayerAgain, copyLayer, duplicateSelection } from "../actions/addNodes";
import { openUp } from "../actions/askPython";
import { blockOfSelection, dissolveSelection } from "../actions/blocks";
import { deleteSelection } from "../actions/editSelection";
import { expandFrame } from "../actions/frames";
import { openBlock } from "../actions/lookAround";
import { isReadonly } from "../store/looking";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import type { NodeView } from "../view/nodeView";

interface Tool {
  label: string;
  Icon: LucideIcon;
  act: () => void;
  /** It only looks, which also those may who cannot change anything. */
  looks?: boolean;
}

/** Shown at the node that alone is selected. */
export function NodeTools({ view }: { view: NodeView }) {
  const store = useCanvasStore();
  const count = view.inside?.length ?? 1;
  const alone = useCanvas((state) => state.selection.length === count);
  const readonly = useCanvas(isReadonly);
  if (!alone) return null;
  const { id, form, sharing, model, category } = view;
  const block = form === "block";
  const tools: Tool[] = [];
  if (view.inside) {
    const act = () => expandFrame(store, id);
    tools.push({ label: "Expand in place (E)", Icon: UnfoldVertical, act, looks: true });
    const make = () => blockOfSelection(store);
    tools.push({ label: "Make a block (Ctrl+G)", Icon: Combine, act: make });
  } else if (form !== "input" && form !== "op") {
    const act = () => callLayerAgain(store, id);
    const what = block ? "Use this block again" : "Call this layer again";
    tools.push({ label: `${what}, sharing its weights`, Icon: CopyPlus, act });
  }
  if (sharing) {
    const act = () => copyLayer(store, id);
    tools.push({ label: "Give this call a layer of its own", Icon: Split, act });
  }
  if (model !== null) {
    const act = () => openBlock(store, id);
    tools.push({ label: "Look inside", Icon: Maximize2, act, looks: true });
  }
  if (block) {
    const act = () => dissolveSelection(store);
    tools.push({ label: "Dissolve: its layers in its place (Ctrl+Shift+G)", Icon: Ungroup, act });
  }
  if (category === "application") {
    const act = () => openUp(store, id);
    tools.push({ label: "Open it up: a block that shows its layers", Icon: PackageOpen, act });
  }
  tools.push({ label: "Duplicate (Ctrl+D)", Icon: Copy, act: () => duplicateSelection(store) });
  tools.push({ label: "Delete (Del)", Icon: Trash2, act: () => deleteSelection(store) });
  const offered = readonly ? tools.filter(({ looks }) => looks) : tools;
  if (offered.length === 0) return null;
  return (
    <div className="node-tools nodrag nopan" role="toolbar" aria-label={`Tools for ${view.name}`}>
      {offered.map(({ label, Icon, act }) => (
        <button
          key={label}
          type="button"
          aria-label={label}
          title={label}
          onClick={(event) => {
            event.stopPropagation();
            const frame = event.currentTarget.closest<HTMLElement>(".canvas");
            act();
            // The button goes with its node or its selection; keys must go somewhere.
            frame?.focus({ preventScroll: true });
          }}
        >
          <Icon size={14} aria-hidden />
        </button>
      ))}
    </div>
  );
}
