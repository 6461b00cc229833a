/** What there is to say of a custom layer: that its code is kept, and whether it has been built. */

import { CodeXml, Hammer } from "lucide-react";
import type { Layer, Recorded } from "../../../shared/document";
import { editCode } from "../actions/customLayers";
import { useCanvas } from "../store/StoreContext";
import { diagnosticsOf } from "./Diagnostics";
import type { Subject } from "./useSubject";

interface Props {
  subject: Subject;
  layer: Layer & { recorded: Recorded };
  /** The class that the design has the code of. */
  own: string;
  node: string;
}

const FAILED = "custom-layer-failed";

export function CustomLayer({ subject, layer, own, node }: Props) {
  const { found } = subject;
  const { consent, building } = useCanvas((state) => state.custom);
  const failed = diagnosticsOf(subject, [node]).some(({ code }) => code === FAILED);
  const known = (found?.nodes[node]?.outputs ?? layer.recorded.outputs).length > 0;
  return (
    <section className="section custom-layer" aria-label="Custom layer">
      <p className="quiet">
        {layer.class_name === own ? "A custom layer" : `It holds a \`${own}\``}: its class is kept
        in this design and written into its code.
      </p>
      <div className="actions">
        <button
          type="button"
          className="ll-button"
          title="Show the Python of this class beside the canvas"
          onClick={() => editCode()}
        >
          <CodeXml size={14} aria-hidden /> Edit code
        </button>
        {!known && !building && !failed && consent === "needed" && (
          <button
            type="button"
            className="ll-button primary"
            title="Its code has to run for that: you are asked first"
            onClick={() => editCode()}
          >
            <Hammer size={14} aria-hidden /> Build it…
          </button>
        )}
      </div>
      {building ? (
        <p className="quiet" role="status">
          {building} …
        </p>
      ) : (
        !known && consent === "forbidden" && <p className="quiet">{FORBIDDEN}</p>
      )}
    </section>
  );
}

const FORBIDDEN =
  "This server does not run code of its users, and reading it does not tell what it returns.";
