/** The choice of a layer of another model to be called here, too. */

import { graphOf, lookup } from "../../../shared/document";
import { groupBy } from "../../../shared/groupBy";
import { operationName } from "../document/graphAccess";
import { shareAcross, usableElsewhere } from "../document/sharingAcross";
import { LazySelect } from "../ui/LazySelect";
import { modelName } from "../view/sharing";
import type { Subject } from "./useSubject";

export function ShareAcross({ subject, node }: { subject: Subject; node: string }) {
  const { design, graphId, edit } = subject;
  const others = usableElsewhere(design, graphId, node);
  if (others.length === 0) return null;
  const nameOf = (graph: string, operation: string) => {
    const found = lookup(graphOf(design, graph)?.operations ?? {}, operation);
    return found ? operationName(found) : operation;
  };
  return (
    <LazySelect
      className="ll-select use-layer"
      aria-label="Share with a layer of another model"
      title="One layer with one set of weights, in this model and in the other"
      value=""
      onChange={(event) => {
        const chosen = others[Number(event.target.value)];
        if (chosen) {
          edit("Share across models", (whole) => shareAcross(whole, graphId, node, chosen));
        }
      }}
      count={others.length}
      fixed={
        <option value="" disabled>
          Share with a layer of another model…
        </option>
      }
      rest={() =>
        [...groupBy(others, ({ graph }) => graph)].map(([graph, layers]) => (
          <optgroup key={graph} label={`In ${modelName(design, graph)}`}>
            {layers.map((layer) => (
              <option key={layer.operation} value={others.indexOf(layer)}>
                {nameOf(graph, layer.operation)}
              </option>
            ))}
          </optgroup>
        ))
      }
    />
  );
}
