/** The minimap; for a graph that is far higher than wide, a narrow strip along the canvas. */

import { MiniMap, useReactFlow, useStore } from "@xyflow/react";
import { colourOf } from "../view/category";
import type { CallFlowNode } from "./CallNode";

/** From this ratio of height to width on a graph counts as long. */
const LONG = 8;

const STRIP = { width: 56, above: 60, below: 76 };

/** A canvas narrower than this has no room for a map. */
const NARROW = 380;

/** In one narrower than this it stands above the controls. */
const BESIDE = 640;

/** A click on the map shows what is there at this zoom at least. */
const READABLE = 0.65;

const colour = (node: CallFlowNode) => colourOf(node.data.view.category);

export function Overview() {
  const { setCenter, getZoom } = useReactFlow();
  const narrow = useStore((state) => state.width < NARROW);
  const above = useStore((state) => state.width < BESIDE);
  const height = useStore((state) => {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { position, width = 0, height: tall = 0 } of state.nodes) {
      left = Math.min(left, position.x - width / 2);
      right = Math.max(right, position.x + width / 2);
      top = Math.min(top, position.y);
      bottom = Math.max(bottom, position.y + tall);
    }
    return bottom - top > LONG * (right - left) ? state.height - STRIP.above - STRIP.below : null;
  });
  if (narrow) return null;
  return (
    <MiniMap<CallFlowNode>
      className={above ? "is-above" : ""}
      pannable
      onClick={(_event, { x, y }) => {
        void setCenter(x, y, { zoom: Math.max(getZoom(), READABLE), duration: 200 });
      }}
      zoomable
      nodeColor={colour}
      nodeStrokeColor={colour}
      nodeBorderRadius={3}
      {...(height !== null && height > 0 && { style: { width: STRIP.width, height } })}
      ariaLabel="Map"
    />
  );
}
