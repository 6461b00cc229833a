/** The tensors that a call returns, and which of them the model returns. */

import { useId } from "react";
import { isTensor, sameTensor, tensor } from "../document/argument";
import { isInput } from "../document/graphAccess";
import { markOutput, outputEntries, renameOutputKey, unmarkOutput } from "../document/outputs";
import { EditableText } from "../ui/EditableText";
import { tensorText } from "../view/displayText";
import { Section } from "./Section";
import type { Subject } from "./useSubject";

export function OutputsSection({ subject, node }: { subject: Subject; node: string }) {
  const id = useId();
  const { graphId, graph, found, counts, edit, stale } = subject;
  const entries = outputEntries(graph, counts);
  const specs = found?.nodes[node]?.outputs ?? null;
  const count = Math.max(1, counts[node] ?? 1);
  return (
    <Section title={isInput(graph, node) ? "Tensor" : count > 1 ? "Outputs" : "Output"}>
      {Array.from({ length: count }, (_, index) => {
        const ref = tensor(node, index);
        const at = entries.findIndex(({ value }) => isTensor(value) && sameTensor(value, ref));
        const entry = entries[at];
        const last = entry !== undefined && entries.length === 1;
        const spec = specs?.[index];
        const key = entry?.key ?? null;
        return (
          <div key={ref.tensor.join()} className="output-row">
            <span className="output-shape" data-stale={stale}>
              {spec ? tensorText(spec) : "unknown shape"}
            </span>
            <label htmlFor={`${id}-${index}`} title={last ? "A model needs an output." : undefined}>
              <input
                id={`${id}-${index}`}
                type="checkbox"
                className="ll-check"
                checked={entry !== undefined}
                disabled={last}
                onChange={() =>
                  edit(entry ? "Unmark output" : "Mark as output", (d) =>
                    (entry ? unmarkOutput : markOutput)(d, graphId, ref, counts),
                  )
                }
              />
              model output{entries.length > 1 && entry ? ` ${at + 1} of ${entries.length}` : ""}
            </label>
            {key !== null && (
              <EditableText
                value={key}
                label="Key of this output"
                problem={(text) => keyProblem(text, key, entries)}
                onChange={(text) =>
                  edit("Name output", (d) => renameOutputKey(d, graphId, key, text), `key ${at}`)
                }
              />
            )}
          </div>
        );
      })}
    </Section>
  );
}

/** Why a text cannot be the key of an input or output, or null. */
export function keyProblem(
  text: string,
  own: string,
  entries: readonly { key: string | null }[],
): string | null {
  if (text.trim() === "") return "A key cannot be empty.";
  if (text !== own && entries.some(({ key }) => key === text)) return `"${text}" is taken.`;
  return null;
}
