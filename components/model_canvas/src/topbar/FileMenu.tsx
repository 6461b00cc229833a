/** The menu with New, Open, Paste code, Save and Export. */

import { ClipboardPaste, Download, FilePlus2, Files, FolderOpen, ImageDown } from "lucide-react";
import { useRef, useState } from "react";
import { OPENED, openFile, saveFile } from "../actions/designFile";
import { useCanvasStore } from "../store/StoreContext";
import { PasteCode } from "../ui/PasteCode";
import { Popover } from "../ui/Popover";
import { ExportDialog } from "./ExportDialog";

export function FileMenu() {
  const store = useCanvasStore();
  const file = useRef<HTMLInputElement>(null);
  const [pasting, setPasting] = useState(false);
  const [exporting, setExporting] = useState(false);
  const items = [
    {
      title: "New",
      hint: "Begin with an empty canvas.",
      Icon: FilePlus2,
      act: () => store.getState().command({ type: "new" }),
    },
    {
      title: "Open…",
      hint: "A design, a Keras model (.keras, .h5, .json) or Python. Or drop it on the page.",
      Icon: FolderOpen,
      act: () => file.current?.click(),
    },
    {
      title: "Paste code…",
      hint: "Keras code from anywhere: it is read and drawn.",
      Icon: ClipboardPaste,
      act: () => setPasting(true),
    },
    {
      title: "Save design",
      hint: "Download it as a JSON file.",
      Icon: Download,
      act: () => saveFile(store.getState().design),
    },
    {
      title: "Export drawing…",
      hint: "A picture, a print, or Mermaid and DOT text for a README.",
      Icon: ImageDown,
      act: () => setExporting(true),
    },
  ];
  return (
    <>
      <Popover
        label="File"
        align="end"
        title="New, open, save"
        button={
          <>
            <Files size={15} aria-hidden /> <span className="wide-only">File</span>
          </>
        }
      >
        {(close) =>
          items.map(({ title, hint, Icon, act }) => (
            <button
              key={title}
              type="button"
              role="menuitem"
              className="ll-menu-item file-item"
              onClick={() => {
                close();
                act();
              }}
            >
              <Icon size={16} aria-hidden />
              <span>{title}</span>
              <small>{hint}</small>
            </button>
          ))
        }
      </Popover>
      {exporting && <ExportDialog close={() => setExporting(false)} />}
      {pasting && <PasteCode close={() => setPasting(false)} />}
      <input
        ref={file}
        type="file"
        accept={OPENED}
        hidden
        aria-label="Design file"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen) void openFile(store, chosen);
          event.target.value = "";
        }}
      />
    </>
  );
}
