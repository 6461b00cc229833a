/** The generated source: style switch, copy, download, and its bond with the canvas. */

import { type ReactNode, useEffect, useRef, useState } from "react";
import { bus, type Place } from "../../shared/bus";
import type { Diagnostic } from "../../shared/document";
import { createReader, type Reader } from "./editor";
import { copyText, downloadText } from "./export";
import { type Code, linesOf, nodesAt } from "./lines";
import { Reasons } from "./Reasons";
import { StyleSwitch } from "./StyleSwitch";

/** What Python sends. */
export interface CodeViewData {
  style: string;
  styles: string[];
  /** Null where the style cannot express the design; then there are reasons. */
  code: Code | null;
  reasons: Diagnostic[];
  filename: string;
  /** Whether the canvas is ahead of this. */
  stale: boolean;
}

export function CodeView(props: CodeViewData & { onStyle: (style: string) => void }): ReactNode {
  const { style, styles, code, reasons, filename, stale, onStyle } = props;
  const [wanted, setWanted] = useState(style);
  // biome-ignore lint/correctness/useExhaustiveDependencies: Python's answer settles the wish
  useEffect(() => setWanted(style), [style, code]);
  const waiting = stale || wanted !== style;
  return (
    <section className="code-view" aria-label="Generated code" aria-busy={waiting}>
      <header>
        <StyleSwitch
          styles={styles}
          value={wanted}
          onChange={(next) => {
            setWanted(next);
            onStyle(next);
          }}
        />
        <span className="quiet" aria-live="polite">
          {waiting ? "updating…" : ""}
        </span>
        {code && <Export text={code.text} filename={filename} />}
      </header>
      <div className={waiting ? "body stale" : "body"}>
        {code ? <Source code={code} /> : <Reasons style={style} reasons={reasons} />}
      </div>
    </section>
  );
}

function Source({ code }: { code: Code }): ReactNode {
  const parent = useRef<HTMLDivElement>(null);
  const reader = useRef<Reader | null>(null);
  const latest = useRef(code);
  latest.current = code;
  const [selection, setSelection] = useState<Place | null>(null);

  useEffect(() => bus().on("selection", setSelection), []);
  useEffect(() => {
    if (!parent.current) return;
    const made = createReader(parent.current, (line) => {
      const place = nodesAt(latest.current, line);
      if (place) bus().emit("focus", place);
    });
    reader.current = made;
    return () => made.destroy();
  }, []);
  useEffect(() => reader.current?.show(code.text), [code.text]);
  useEffect(() => {
    reader.current?.mark(selection ? linesOf(code, selection) : []);
  }, [code, selection]);

  return <div className="source" ref={parent} />;
}

function Export({ text, filename }: { text: string; filename: string }): ReactNode {
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
