/** What the colours of a picture mean. */

import { short, strongest } from "../../shared/pixels";
import type { Pixels } from "../../shared/types.gen";

export function Scale({ pixels }: { pixels: Pixels }) {
  const most = strongest(pixels);
  const signed = pixels.low < 0;
  const positive = pixels.high > 0;
  return (
    <div className="scale" aria-hidden>
      {signed && <span>{short(-most)}</span>}
      <i className={`${signed ? "has-negative" : ""} ${positive ? "has-positive" : ""}`} />
      <span>{positive ? short(most) : "0"}</span>
    </div>
  );
}
