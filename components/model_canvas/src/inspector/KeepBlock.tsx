/** Keeps a block for other designs. */

import { BookmarkPlus } from "lucide-react";
import { keepBlock } from "../actions/storedBlocks";
import type { Subject } from "./useSubject";

export function KeepBlock({ subject, operation }: { subject: Subject; operation: string }) {
  return (
    <button
      type="button"
      className="ll-button"
      title="Keep it on this server: it is in the palette, under Blocks, for all your designs"
      onClick={() => keepBlock(subject.store, subject.graphId, operation)}
    >
      <BookmarkPlus size={14} aria-hidden /> Save to my blocks
    </button>
  );
}
