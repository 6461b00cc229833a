/** A label on a call whose layer is used in other models, too; it leads there. */

import { useCanvasStore } from "../store/StoreContext";
import { elsewhereText, placesText, type Sharing } from "../view/sharing";

export function SharedLabel({ sharing, name }: { sharing: Sharing; name: string }) {
  const store = useCanvasStore();
  const { elsewhere } = sharing;
  const [next] = elsewhere;
  if (next === undefined) return null;
  const names = placesText(elsewhere);
  return (
    <button
      type="button"
      className="shared-label nodrag nopan"
      title={`One layer, one set of weights: ${name} is also in ${names}. Click to go to ${next.name}.`}
      aria-label={`${name} is also in ${names}: go to ${next.name}`}
      onClick={(event) => {
        event.stopPropagation();
        store.getState().focus(next.graph, next.nodes);
      }}
    >
      {elsewhereText(elsewhere)}
    </button>
  );
}
