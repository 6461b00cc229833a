/** What concerns the whole design: its name, what it is, its precision, its file, its history. */

import { Redo2, Undo2 } from "lucide-react";
import { useRef } from "react";
import { followsDesign } from "../document/modelNames";
import { renameDesign, setPolicy } from "../document/settings";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { EditableText } from "../ui/EditableText";
import { IconButton } from "../ui/IconButton";
import { PolicySelect } from "../ui/PolicySelect";
import "../ui/ui.css";
import "../ui/dialog.css";
import { ChainChip } from "./ChainChip";
import { FileMenu } from "./FileMenu";
import { GalleryMenu } from "./GalleryMenu";
import { ModelChoice } from "./ModelChoice";
import { SavedMark } from "./SavedMark";
import "./topbar.css";
import { useFileDrop } from "./useFileDrop";

export function TopBar() {
  const store = useCanvasStore();
  const name = useCanvas((state) => state.design.name);
  const policy = useCanvas((state) => state.design.dtype_policy);
  const catalogue = useCanvas((state) => state.catalogue);
  const past = useCanvas((state) => state.past.at(-1)?.label);
  const future = useCanvas((state) => state.future.at(-1)?.label);
  const dropping = useFileDrop();
  const follows = useRef<boolean | undefined>(undefined);
  const { edit, undo, redo } = store.getState();
  return (
    <>
      <header className="ll-panel topbar">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only notes that its field is entered */}
        <span
          className="topbar-name"
          onFocus={() => {
            follows.current = followsDesign(store.getState().design);
          }}
        >
          <EditableText
            className="design-name"
            label="Name of the design"
            value={name}
            problem={(text) => (text.trim() === "" ? "A design needs a name." : null)}
            onChange={(text) =>
              edit("Rename the design", (design) => renameDesign(design, text, follows.current), {
                coalesce: "design name",
              })
            }
          />
        </span>
        <ChainChip />
        <PolicySelect
          className="topbar-policy"
          label="Dtype policy of the design"
          definition="dtype_policy"
          catalogue={catalogue}
          value={policy}
          onChange={(chosen) =>
            edit("Set dtype policy", (design) => setPolicy(design, chosen ?? "float32"))
          }
        />
        <span className="topbar-space" />
        <SavedMark />
        <span className="topbar-group">
          <IconButton
            icon={Undo2}
            label="Undo"
            hint={past === undefined ? "Nothing to undo" : `Undo: ${past} (Ctrl+Z)`}
            disabled={past === undefined}
            onClick={undo}
          />
          <IconButton
            icon={Redo2}
            label="Redo"
            hint={future === undefined ? "Nothing to redo" : `Redo: ${future} (Ctrl+Shift+Z)`}
            disabled={future === undefined}
            onClick={redo}
          />
        </span>
        <GalleryMenu />
        <FileMenu />
      </header>
      <ModelChoice />
      {dropping && (
        <div className="file-drop" aria-hidden>
          <span>
            Drop it to open it
            <small>A Keras model (.keras, .h5, .json), Python source, or a design</small>
          </span>
        </div>
      )}
    </>
  );
}
