/** What a block is: its picture, its parameters, where it is from; and what to do with one's own. */

import { Download, ExternalLink, Pencil, Trash2 } from "lucide-react";
import {
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type Design, graphOf } from "../../../shared/document";
import { deleteKept, exportBlock, renameKept, type StoredBlock } from "../actions/storedBlocks";
import { onlyUse } from "../document/storedBlock";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { Miniature } from "../ui/Miniature";
import { miniature } from "../view/miniature";
import "./blockCard.css";

/** What a card is about: a block from outside the design, or one of its own definitions. */
export type Shown = { block: StoredBlock } | { design: Design; model: string; title: string };

interface Props {
  shown: Shown;
  /** The line that it stands beside. */
  row: HTMLElement;
  card: RefObject<HTMLDivElement | null>;
  onEnter: () => void;
  onLeave: () => void;
  /** Put it away; the focus goes back to the search. */
  onClose: () => void;
}

const GAP = 6;

/** The width that a card has for a picture, in pixels. */
const ROOM = 220;

export function BlockCard({ shown, row, card, onEnter, onLeave, onClose }: Props) {
  const catalogue = useCanvas((state) => state.catalogue);
  const block = "block" in shown ? shown.block : null;
  const design = "block" in shown ? shown.block.design : shown.design;
  const use = "block" in shown ? onlyUse(design) : null;
  const model = "block" in shown ? (use?.operation.model ?? "") : shown.model;
  const title = "block" in shown ? shown.block.title : shown.title;
  const picture = useMemo(() => miniature(design, model, catalogue), [design, model, catalogue]);
  const defaults = graphOf(design, model)?.parameters ?? {};
  const parameters = Object.entries({ ...defaults, ...use?.operation.arguments });

  useLayoutEffect(() => {
    const element = card.current;
    if (!element) return;
    // In the top layer, so that neither the palette nor the canvas cuts it off.
    element.showPopover?.();
    const { right, top } = row.getBoundingClientRect();
    const room = window.innerHeight - element.offsetHeight - GAP;
    element.style.left = `${right + GAP}px`;
    element.style.top = `${Math.max(GAP, Math.min(top, room))}px`;
  });

  return (
    <div
      ref={card}
      popover="manual"
      role="dialog"
      className="ll-panel block-card"
      aria-label={title}
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="block-picture" style={{ height: heightOf(picture) }}>
        <Miniature picture={picture} label={`Picture of ${title}`} />
      </div>
      <strong>{title}</strong>
      {block && <p>{block.summary}</p>}
      {parameters.length > 0 && (
        <p className="block-parameters">
          {parameters.map(([name, value]) => (
            <code key={name}>
              {name}={JSON.stringify(value)}
            </code>
          ))}
        </p>
      )}
      {block?.paper && (
        <p className="quiet">
          {block.paper.text}{" "}
          <a href={block.paper.link} target="_blank" rel="noreferrer">
            paper <ExternalLink size={11} aria-hidden />
          </a>
        </p>
      )}
      {block && <CardActions key={block.id} block={block} onClose={onClose} />}
    </div>
  );
}

/** A picture takes the card's width, and more height the longer it is, up to half a screen. */
function heightOf({ width, height }: { width: number; height: number }): string {
  const wanted = (ROOM * height) / Math.max(1, width);
  return `min(${Math.round(Math.min(Math.max(wanted, 120), 320))}px, 45vh)`;
}

function CardActions({ block, onClose }: { block: StoredBlock; onClose: () => void }) {
  const store = useCanvasStore();
  const field = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState<"name" | "delete" | null>(null);
  const { kept, title } = block;
  if (kept !== undefined && asking === "name") {
    const rename = () => {
      const text = field.current?.value.trim() ?? "";
      if (text !== "" && text !== title) renameKept(store, kept, text);
      setAsking(null);
    };
    return (
      <form
        className="block-actions"
        onSubmit={(event) => {
          event.preventDefault();
          rename();
        }}
      >
        <input
          ref={field}
          className="ll-input"
          onFocus={(event) => event.target.select()}
          aria-label="Name of the block"
          defaultValue={title}
        />
        <button type="submit" className="ll-button">
          Rename
        </button>
      </form>
    );
  }
  if (kept !== undefined && asking === "delete") {
    return (
      <div className="block-actions">
        <span>Designs that use it keep it.</span>
        <button
          type="button"
          className="ll-button"
          onClick={() => {
            deleteKept(store, kept);
            onClose();
          }}
        >
          Delete it
        </button>
      </div>
    );
  }
  return (
    <div className="block-actions">
      {kept !== undefined && (
        <>
          <button type="button" className="ll-button" onClick={() => setAsking("name")}>
            <Pencil size={13} aria-hidden /> Rename
          </button>
          <button type="button" className="ll-button" onClick={() => setAsking("delete")}>
            <Trash2 size={13} aria-hidden /> Delete
          </button>
        </>
      )}
      <button
        type="button"
        className="ll-button"
        title="Download it as a design file"
        onClick={() => exportBlock(block)}
      >
        <Download size={13} aria-hidden /> File
      </button>
    </div>
  );
}
