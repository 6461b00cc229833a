/** The buttons that copy the source or download it. */

import { type ReactNode, useEffect, useRef, useState } from "react";
import { copyText, downloadText } from "../../shared/copyAndDownload";
import type { NotebookCell } from "../../shared/types.gen";
import { notebook } from "./notebook";

const PATIENCE_MS = 3000;

interface ExportProps {
  text: string;
  filename: string;
  /** The cells of the source as a notebook; null where it is none. */
  cells?: NotebookCell[] | null;
  /** Whether the source is behind the canvas: what is taken away waits for it. */
  waiting: boolean;
}

export function Export({ text, filename, cells = null, waiting }: ExportProps): ReactNode {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(""), 2000);
    return () => clearTimeout(timer);
  }, [said]);

  const ipynb = filename.replace(/\.py$/, ".ipynb");
  const ways = {
    copy: async () =>
      setSaid((await copyText(text)) ? "Copied" : "Your browser refused; select and copy"),
    download: async () => downloadText(text, filename, "text/x-python"),
    notebook: async () =>
      downloadText(notebook(text, cells ?? []), ipynb, "application/x-ipynb+json"),
  };
  const latest = useRef(ways);
  latest.current = ways;
  const [wanted, setWanted] = useState<keyof typeof ways | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    const take = () => {
      setWanted(null);
      void latest.current[wanted]();
    };
    if (!waiting) return take();
    setSaid("updating first…");
    const timer = setTimeout(take, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [wanted, waiting]);

  return (
    <span className="export">
      <span className="quiet" aria-live="polite">
        {said}
      </span>
      <button
        type="button"
        title="Copy the source to the clipboard"
        onClick={() => setWanted("copy")}
      >
        Copy
      </button>
      <button type="button" title={`Download ${filename}`} onClick={() => setWanted("download")}>
        Download .py
      </button>
      {cells && (
        <button type="button" title={`Download ${ipynb}`} onClick={() => setWanted("notebook")}>
          Download .ipynb
        </button>
      )}
    </span>
  );
}
