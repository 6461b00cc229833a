/** The drawing to take away: as a picture, on paper, or as text for a README. */

import { Copy, Download, Printer } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { copyText, downloadBlob } from "../../../shared/copyAndDownload";
import { fileName } from "../actions/designFile";
import { dotOf } from "../export/dot";
import { type Drawing, drawingOf } from "../export/drawing";
import { mermaidOf } from "../export/mermaid";
import { type Palette, paletteOf, type Tone } from "../export/palette";
import { pngOf } from "../export/png";
import { print, printedPage } from "../export/print";
import { svgOf } from "../export/svg";
import { shownAnalysisOf, shownOf } from "../store/canvasState";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { Dialog } from "../ui/Dialog";
import "./export.css";

interface Format {
  name: string;
  hint: string;
  /** Of a file. */
  ending: string;
  type: string;
  /** The file's text; pictures have none. */
  text: ((drawing: Drawing, palette: Palette) => string) | null;
}

const FORMATS: Format[] = [
  { name: "SVG", hint: "sharp at any size", ending: "svg", type: "image/svg+xml", text: null },
  { name: "PNG", hint: "for slides and chats", ending: "png", type: "image/png", text: null },
  {
    name: "PDF or paper",
    hint: "the browser's dialog prints it, or saves a PDF",
    ending: "pdf",
    type: "application/pdf",
    text: null,
  },
  {
    name: "Mermaid",
    hint: "text that GitHub draws in a README",
    ending: "md",
    type: "text/markdown",
    text: (drawing) => `\`\`\`mermaid\n${mermaidOf(drawing)}\`\`\`\n`,
  },
  {
    name: "Graphviz DOT",
    hint: "text for dot",
    ending: "dot",
    type: "text/vnd.graphviz",
    text: dotOf,
  },
];

export function ExportDialog({ close }: { close: () => void }) {
  const store = useCanvasStore();
  const design = useCanvas(shownOf);
  const graphId = useCanvas((state) => state.graph);
  const catalogue = useCanvas((state) => state.catalogue);
  const analysis = useCanvas(shownAnalysisOf);
  const [format, setFormat] = useState(FORMATS[0] as Format);
  const [tone, setTone] = useState<Tone>("light");
  const [said, setSaid] = useState("");
  const host = useRef<HTMLDivElement>(null);
  const [palettes, setPalettes] = useState<Record<Tone, Palette> | null>(null);
  const drawing = useMemo(
    () => drawingOf({ design, graphId, catalogue, analysis }),
    [design, graphId, catalogue, analysis],
  );
  const asked = (element: HTMLDivElement | null) => {
    host.current = element;
    if (element && palettes === null)
      setPalettes({ light: paletteOf("light", element), dark: paletteOf("dark", element) });
  };
  const palette = palettes?.[tone];
  const svg = useMemo(() => (palette ? svgOf(drawing, palette) : ""), [drawing, palette]);
  const text = format.text && palette ? format.text(drawing, palette) : null;
  const { width, height } = drawing.bounds;
  const empty = drawing.nodes.length + drawing.comments.length === 0;

  const blob = (): Promise<Blob> =>
    format.ending === "png"
      ? pngOf(svg, width, height)
      : Promise.resolve(new Blob([text ?? svg], { type: format.type }));
  const tell = async (act: () => Promise<string>) => {
    try {
      setSaid(await act());
    } catch {
      setSaid("The browser cannot draw a picture of this size. Take the SVG.");
    }
  };
  const download = () =>
    tell(async () => {
      if (format.ending === "pdf") {
        print(printedPage(svg, drawing.title, width, height));
        return "";
      }
      downloadBlob(await blob(), fileName(store.getState().design.name, format.ending));
      return "Downloaded.";
    });
  const copy = () =>
    tell(async () => {
      if (format.ending !== "png") return (await copyText(text ?? svg)) ? "Copied." : REFUSED;
      // The picture is made within: Safari takes no clipboard item later than the click.
      const item = new ClipboardItem({ "image/png": blob() });
      await navigator.clipboard.write([item]);
      return "Copied.";
    });

  return (
    <Dialog title="Export the drawing" onClose={close}>
      <div className="export" ref={asked}>
        <div className="export-choices" role="radiogroup" aria-label="Format">
          {FORMATS.map((one) => (
            <label key={one.name} className="export-choice">
              <input
                type="radio"
                name="format"
                data-first={one === format ? "" : undefined}
                checked={one === format}
                onChange={() => {
                  setFormat(one);
                  setSaid("");
                }}
              />
              <span>
                {one.name}
                <small>{one.hint}</small>
              </span>
            </label>
          ))}
          <label className="export-tone">
            <span>Colours</span>
            <select
              className="ll-input"
              value={tone}
              disabled={format.name === "Mermaid"}
              onChange={(event) => setTone(event.target.value as Tone)}
            >
              <option value="light">light</option>
              <option value="dark">dark</option>
            </select>
          </label>
        </div>
        {text === null ? (
          <img
            className="export-picture"
            alt={`The drawing of ${drawing.title}`}
            src={svg && `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
            style={{ background: palette?.background }}
          />
        ) : (
          <textarea className="ll-input export-text" aria-label="Text" readOnly value={text} />
        )}
      </div>
      <div className="ll-dialog-buttons">
        <span className="export-said" role="status">
          {empty ? "There is nothing on this canvas yet." : said}
        </span>
        <button type="button" className="ll-button" onClick={close}>
          Close
        </button>
        {format.ending !== "pdf" && (
          <button type="button" className="ll-button" disabled={empty} onClick={copy}>
            <Copy size={15} aria-hidden /> Copy
          </button>
        )}
        <button type="button" className="ll-button primary" disabled={empty} onClick={download}>
          {format.ending === "pdf" ? (
            <>
              <Printer size={15} aria-hidden /> Print…
            </>
          ) : (
            <>
              <Download size={15} aria-hidden /> Download
            </>
          )}
        </button>
      </div>
    </Dialog>
  );
}

const REFUSED = "The browser does not let this page copy. Download it instead.";
