/** What a lens shows on a node: its colour, and a bar for its share of the cost. */

import { dtypeColour, type Lensed } from "../view/lens";

/** The bar; none where nothing is known, or where colours say it all. */
export function LensBar({ seen }: { seen: Lensed | undefined }) {
  if (!seen || seen.share === 0) return null;
  return (
    <span className="lens-bar" aria-hidden>
      <i style={{ width: `${100 * seen.share}%` }} />
    </span>
  );
}

/** Custom properties of a node that is seen through a lens. */
export function lensStyle(seen: Lensed | undefined): Record<string, string> {
  if (!seen) return {};
  const strength = Math.round((seen.colours ? 0.4 : 0.6 * seen.strength) * 100);
  return {
    "--lens-colour": seen.colours ? dtypeColour(seen.dtype) : "var(--lens-hot)",
    "--lens-strength": `${strength}%`,
  };
}
