/** Who else calls the same layer, and the ways to share it or to stop sharing it. */

import { Copy, Repeat2 } from "lucide-react";
import { lookup } from "../../../shared/document";
import { callLayerAgain, copyLayer } from "../actions/addNodes";
import { operationName } from "../document/graphAccess";
import { usesBeside } from "../document/sharedOperations";
import { usableLayers, useLayer as withLayer } from "../document/sharing";
import { callsOf } from "../document/traversal";
import { LazySelect } from "../ui/LazySelect";
import { placesOf } from "../view/sharing";
import { Section } from "./Section";
import { ShareAcross } from "./ShareAcross";
import type { Subject } from "./useSubject";

/** The most models that have a button each: a file may share a layer among a thousand. */
const MOST = 12;

export function SharingSection({ subject, node }: { subject: Subject; node: string }) {
  const { design, graph, graphId, store, edit } = subject;
  const own = lookup(graph.nodes, node)?.operation ?? "";
  const calls = callsOf(graph, own);
  const others = usableLayers(graph, node);
  const elsewhere = placesOf(design, graphId, own);
  const block = lookup(graph.operations, own)?.kind === "model";
  const several = calls.length > 1;
  const shared = several || elsewhere.length > 0;
  const all = [...usesBeside(design, graphId, own).calls.values()].flat().length + calls.length;
  return (
    <Section
      title="Sharing"
      aside={
        shared && (
          <span className="section-count">
            {all > 1 ? `${all} calls, one set of weights` : "one set of weights"}
          </span>
        )
      }
    >
      {several && (
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
      {elsewhere.length > 0 && (
        <ul className="calls" aria-label="Where else this layer is used">
          <li className="quiet">Shared with</li>
          {elsewhere.slice(0, MOST).map((place) => (
            <li key={`${place.graph} ${place.nodes[0]}`}>
              <button
                type="button"
                className="ll-button"
                title={`Go to ${place.name}`}
                onClick={() => store.getState().focus(place.graph, place.nodes)}
              >
                {place.name}
              </button>
            </li>
          ))}
          {elsewhere.length > MOST && <li className="quiet">and {elsewhere.length - MOST} more</li>}
        </ul>
      )}
      <div className="actions">
        <button
          type="button"
          className="ll-button"
          title={`${block ? "Use the same block" : "Call the same layer"} at another place: its weights are counted once`}
          onClick={() => callLayerAgain(store, node)}
        >
          <Repeat2 size={14} aria-hidden /> {block ? "Use again" : "Call again"}
        </button>
        {shared && (
          <button
            type="button"
            className="ll-button"
            title="Give this call a layer of its own, with weights of its own"
            onClick={() => copyLayer(store, node)}
          >
            <Copy size={14} aria-hidden /> {several ? "Make a copy" : "Make it its own"}
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
        <ShareAcross subject={subject} node={node} />
      </div>
    </Section>
  );
}
