/** A diagnostic's message: names between backticks stand in the code font. */

import type { ReactNode } from "react";

/** Render `` `merge` needs 2 tensors `` with its names as code. */
export function Sentence({ text }: { text: string }): ReactNode {
  return (
    text
      .split("`")
      // The parts alternate, and two may be equal: only the place tells them apart.
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))
  );
}
