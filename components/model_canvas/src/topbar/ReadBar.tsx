/** The top bar over a design that is only looked at. */

import { Download, Eye, ImageDown } from "lucide-react";
import { useState } from "react";
import { saveFile } from "../actions/designFile";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { IconButton } from "../ui/IconButton";
import { ChainChip } from "./ChainChip";
import { ExportDialog } from "./ExportDialog";

export function ReadBar() {
  const store = useCanvasStore();
  const name = useCanvas((state) => state.design.name);
  const policy = useCanvas((state) => state.design.dtype_policy);
  const [exporting, setExporting] = useState(false);
  return (
    <header className="ll-panel topbar">
      <span className="design-name read-name" title={name}>
        {name}
      </span>
      <span className="chip read-chip" title="You see what its owner draws, and cannot change it.">
        <Eye size={14} aria-hidden /> read only
      </span>
      <ChainChip />
      <span className="read-policy" title="Dtype policy of the design">
        {policy}
      </span>
      <span className="topbar-space" />
      <IconButton
        icon={Download}
        label="Save design"
        hint="Download it as a JSON file"
        onClick={() => saveFile(store.getState().design)}
      />
      <IconButton
        icon={ImageDown}
        label="Export drawing"
        hint="A picture, a print, or Mermaid and DOT text"
        onClick={() => setExporting(true)}
      />
      {exporting && <ExportDialog close={() => setExporting(false)} />}
    </header>
  );
}
