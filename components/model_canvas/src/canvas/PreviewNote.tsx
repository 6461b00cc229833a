/** Says that what is drawn is not the design yet. */

import { useCanvas } from "../StoreContext";

export function PreviewNote() {
  const shown = useCanvas((state) => state.preview !== null);
  return (
    <div role="status" aria-live="polite">
      {shown && (
        <p className="busy preview-note">
          What your code would make. <b>Apply</b> or <b>discard</b> it beside the code.
        </p>
      )}
    </div>
  );
}
