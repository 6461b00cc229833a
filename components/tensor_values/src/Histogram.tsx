/** How often numbers occur: bars, with zero marked. */

import { short } from "../../shared/pixels";
import type { Bars } from "../../shared/types.gen";

const WIDTH = 160;
const HEIGHT = 56;

export function Histogram({ bars: { low, high, counts } }: { bars: Bars }) {
  const most = Math.max(...counts, 1);
  const width = WIDTH / counts.length;
  const at = (value: number) => ((value - low) / (high - low || 1)) * WIDTH;
  const zero = low < 0 && high > 0 ? at(0) : null;
  return (
    <svg
      className="histogram"
      viewBox={`0 0 ${WIDTH} ${HEIGHT + 12}`}
      role="img"
      aria-label={`Histogram from ${short(low)} to ${short(high)}`}
    >
      {counts.map((count, place) => {
        const middle = low + ((place + 0.5) * (high - low)) / counts.length;
        const height = count === 0 ? 0 : Math.max(1, (count / most) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is known by its place
            key={place}
            className={middle < 0 ? "negative" : "positive"}
            x={place * width + width * 0.06}
            width={width * 0.88}
            y={HEIGHT - height}
            height={height}
          >
            <title>{`${short(middle)}: ${count.toLocaleString("en")}`}</title>
          </rect>
        );
      })}
      <line className="axis" x1={0} x2={WIDTH} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
      {zero !== null && <line className="zero" x1={zero} x2={zero} y1={0} y2={HEIGHT} />}
      <text x={0} y={HEIGHT + 10}>
        {short(low)}
      </text>
      <text x={WIDTH} y={HEIGHT + 10} textAnchor="end">
        {short(high)}
      </text>
    </svg>
  );
}
