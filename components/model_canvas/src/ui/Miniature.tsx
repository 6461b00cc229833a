/** A small still picture of a graph. */

import { colourOf } from "../view/category";
import { BOX, type Miniature as Picture } from "../view/miniature";
import "./miniature.css";

/** Room around it, in its own units. */
const MARGIN = 12;

export function Miniature({ picture, label }: { picture: Picture; label: string }) {
  const { width, height, boxes, lines } = picture;
  return (
    <svg
      className="miniature"
      role="img"
      aria-label={label}
      viewBox={`${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}`}
    >
      {lines.map(([[x1, y1], [x2, y2]], index) => {
        const bend = Math.max(20, (y2 - y1) / 2);
        const path = `M${x1},${y1} C${x1},${y1 + bend} ${x2},${y2 - bend} ${x2},${y2}`;
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are drawn once and never change
        return <path key={index} d={path} />;
      })}
      {boxes.map(({ id, x, y, text, category }) => (
        <g key={id} transform={`translate(${x} ${y})`}>
          <rect width={BOX[0]} height={BOX[1]} rx={10} />
          <rect
            width={12}
            height={BOX[1]}
            rx={5}
            style={{ fill: colourOf(category) }}
            stroke="none"
          />
          <text x={26} y={BOX[1] / 2}>
            {text.length > 14 ? `${text.slice(0, 13)}…` : text}
          </text>
        </g>
      ))}
    </svg>
  );
}
