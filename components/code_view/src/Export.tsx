/** Taking the source away: to the clipboard or as a file. */

import { type ReactNode, useEffect, useState } from "react";
import { copyText, downloadText } from "./taking";

export function Export({ text, filename }: { text: string; filename: string }): ReactNode {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(""), 2000);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <span className="export">
      <span className="quiet" aria-live="polite">
        {said}
      </span>
      <button
        type="button"
        title="Copy the source to the clipboard"
        onClick={async () =>
          setSaid((await copyText(text)) ? "Copied" : "Your browser refused; select and copy")
        }
      >
        Copy
      </button>
      <button
        type="button"
        title={`Download ${filename}`}
        onClick={() => downloadText(text, filename, "text/x-python")}
      >
        Download .py
      </button>
    </span>
  );
}
