/** The line between two panels: dragged, or moved by arrow keys, it makes one of them wider. */

import type { KeyboardEvent, PointerEvent } from "react";
import { LIMITS, limited, type Panel } from "../store/panelSizes";
import { resizePanel, useUi, useUiStore } from "../store/uiStore";
import "./splitter.css";

interface Props {
  panel: Panel;
  /** On which side of the line the panel is. */
  side: "left" | "right";
  label: string;
  /** How wide the panel is at present. */
  width: (line: HTMLElement) => number;
}

const STEP = 16;

export function Splitter({ panel, side, label, width }: Props) {
  const ui = useUiStore();
  const size = useUi((state) => state.sizes[panel]);
  const grows = side === "left" ? 1 : -1;
  const { least, most } = LIMITS[panel];
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const line = event.currentTarget;
    const [start, before] = [event.clientX, width(line)];
    line.setPointerCapture(event.pointerId);
    const move = (to: globalThis.PointerEvent) =>
      resizePanel(ui, panel, limited(panel, before + grows * (to.clientX - start)), false);
    const stop = () => {
      line.removeEventListener("pointermove", move);
      resizePanel(ui, panel, ui.getState().sizes[panel], true);
    };
    line.addEventListener("pointermove", move);
    line.addEventListener("lostpointercapture", stop, { once: true });
    event.preventDefault();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Home") resizePanel(ui, panel, undefined, true);
    else if (way === undefined) return;
    else {
      const wanted = width(event.currentTarget) + way * grows * STEP;
      resizePanel(ui, panel, limited(panel, wanted), true);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={size}
      title="Drag to resize; a double click gives back the usual width"
      tabIndex={0}
      data-panel={panel}
      onPointerDown={onPointerDown}
      onDoubleClick={() => resizePanel(ui, panel, undefined, true)}
      onKeyDown={onKeyDown}
    />
  );
}
