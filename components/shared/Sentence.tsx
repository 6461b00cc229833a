/** A diagnostic's message: names between backticks stand in the code font. */

import type { ReactNode } from "react";

/** Render `` `merge` needs 2 tensors `` with its names as code. */
export function Sentence({ text }: { text: string }): ReactNode {
  return (
    text
      .split("`")
      // Two parts may be equal, so the index is the only key.
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))
  );
}
