/** Who else calls the same layer, and the ways to share it or to stop sharing it. */

import { Copy, Repeat2 } from "lucide-react";
import { lookup } from "../../../shared/document";
import { callLayerAgain, copyLayer } from "../actions/addNodes";
import { operationName } from "../document/graphAccess";
import { usableLayers, useLayer as withLayer } from "../document/sharing";
import { callsOf } from "../document/traversal";
import { LazySelect } from "../ui/LazySelect";
import { Section } from "./Section";
import type { Subject } from "./useSubject";

export function SharingSection({ subject, node }: { subject: Subject; node: string }) {
  const { graph, graphId, store, edit } = subject;
  const own = lookup(graph.nodes, node)?.operation ?? "";
  const calls = callsOf(graph, own);
  const others = usableLayers(graph, node);
  const shared = calls.length > 1;
  return (
    <Section
      title="Sharing"
      aside={
        shared && <span className="section-count">{calls.length} calls, one set of weights</span>
      }
    >
      {shared && (
        <ul className="calls" aria-label="Calls of this layer">
          {calls.map((id, index) => (
            <li key={id}>
              <button
                type="button"
                className="ll-button"
                aria-current={id === node}
                disabled={id === node}
                onClick={() => store.getState().focus(graphId, [id])}
              >
                call {index + 1}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="actions">
        <button
          type="button"
          className="ll-button"
          title="Call the same layer at another place: its weights are counted once"
          onClick={() => callLayerAgain(store, node)}
        >
          <Repeat2 size={14} aria-hidden /> Call again
        </button>
        {shared && (
          <button
            type="button"
            className="ll-button"
            title="Give this call a layer of its own, with weights of its own"
            onClick={() => copyLayer(store, node)}
          >
            <Copy size={14} aria-hidden /> Make a copy
          </button>
        )}
        {others.length > 0 && (
          <LazySelect
            className="ll-select use-layer"
            aria-label="Use layer"
            value=""
            onChange={(event) => {
              const layer = event.target.value;
              edit("Use layer", (design) => withLayer(design, graphId, node, layer));
            }}
            count={others.length}
            fixed={
              <option value="" disabled>
                Use layer…
              </option>
            }
            rest={() =>
              others.map((id) => {
                const operation = lookup(graph.operations, id);
                return (
                  <option key={id} value={id}>
                    {operation ? operationName(operation) : id}
                  </option>
                );
              })
            }
          />
        )}
      </div>
    </Section>
  );
}
