/** The frame that what is selected is, or is in, with the way into it and out of it. */

import { FoldVertical, UnfoldVertical } from "lucide-react";
import { lookup } from "../../../shared/document";
import { collapseFrame, expandFrame } from "../actions/frames";
import { framesOf } from "../document/notes";
import { collapsedFrames, frameAround, frameOfCalls } from "../view/drawnFrames";
import type { Subject } from "./useSubject";

export function FrameOfSelection({
  subject: { design, graphId, store },
  nodes,
}: {
  subject: Subject;
  nodes: readonly string[];
}) {
  const collapsed = frameOfCalls(collapsedFrames(design, graphId), nodes);
  const around = collapsed === null ? frameAround(design, graphId, nodes) : null;
  if (collapsed !== null) {
    return (
      <div className="frame-of-selection">
        <p className="quiet">
          All of the frame <strong>{collapsed.frame.title || "without a title"}</strong>, which is
          collapsed.
        </p>
        <button
          type="button"
          className="ll-button"
          title="Draw what is in it, in its place (E)"
          onClick={() => expandFrame(store, collapsed.view)}
        >
          <UnfoldVertical size={14} aria-hidden /> Expand
        </button>
      </div>
    );
  }
  if (around === null) return null;
  const title = lookup(framesOf(design, graphId), around)?.title || "without a title";
  return (
    <div className="frame-of-selection">
      <p className="quiet">
        In the frame <strong>{title}</strong>.
      </p>
      <button
        type="button"
        className="ll-button"
        title="Draw the frame as one node (E)"
        onClick={() => collapseFrame(store, around)}
      >
        <FoldVertical size={14} aria-hidden /> Collapse
      </button>
    </div>
  );
}
