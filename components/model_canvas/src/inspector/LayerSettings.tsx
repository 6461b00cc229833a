/** The settings that layers of every class have: dtype policy and trainability. */

import { useId } from "react";
import { type Layer, lookup, type Operation } from "../../../shared/document";
import { isApplication } from "../document/graphAccess";
import { setDtype, setTrainable, setTrainableLayers } from "../document/settings";
import { PolicySelect } from "../ui/PolicySelect";
import { Row } from "./FormRow";
import { Section } from "./Section";
import type { Subject } from "./useSubject";

/** Dtype policy and trainability, which every layer has. */
export function LayerSettings({
  subject,
  operation,
  id,
}: {
  subject: Subject;
  operation: Exclude<Operation, { kind: "op" }>;
  id: string;
}) {
  const dtypeId = useId();
  const trainableId = useId();
  const { design, graphId, catalogue, found, edit } = subject;
  const input = operation.kind === "layer" && operation.class_name === "keras.Input";
  const computed = found && lookup(found.operations, id)?.compute_dtype;
  return (
    <Section title={input ? "Data type" : "Precision and training"}>
      {operation.kind === "layer" && !isApplication(operation.class_name) && (
        <Row label={input ? "dtype" : "dtype policy"} htmlFor={dtypeId}>
          <PolicySelect
            id={dtypeId}
            definition={input ? "dtype" : "dtype_policy"}
            catalogue={catalogue}
            value={operation.dtype}
            none={input ? "float32 (default)" : `${design.dtype_policy} (the model's)`}
            onChange={(dtype) => edit("Set dtype", (d) => setDtype(d, graphId, id, dtype))}
          />
        </Row>
      )}
      {!input && (
        <Row label="trainable" htmlFor={trainableId}>
          <span className="form-boolean">
            <input
              id={trainableId}
              type="checkbox"
              className="ll-check"
              checked={operation.trainable}
              onChange={(event) => {
                const trainable = event.target.checked;
                edit(trainable ? "Unfreeze" : "Freeze", (d) =>
                  setTrainable(d, graphId, id, trainable),
                );
              }}
            />
            <span aria-hidden>{operation.trainable ? "True" : "False: frozen"}</span>
          </span>
        </Row>
      )}
      {operation.kind === "layer" && isApplication(operation.class_name) && operation.trainable && (
        <LastLayers subject={subject} operation={operation} id={id} />
      )}
      {computed && computed !== design.dtype_policy && (
        <p className="quiet">Computes in {computed}.</p>
      )}
    </Section>
  );
}

/** How many of a model's last layers train, as in fine-tuning; empty for all of them. */
function LastLayers({
  subject,
  operation,
  id,
}: {
  subject: Subject;
  operation: Layer;
  id: string;
}) {
  const fieldId = useId();
  const { graphId, edit } = subject;
  return (
    <Row label="Train only the last … layers" htmlFor={fieldId}>
      <input
        id={fieldId}
        type="number"
        className="ll-input"
        min={0}
        step={1}
        placeholder="all"
        value={operation.trainable_layers ?? ""}
        onChange={(event) => {
          const { value } = event.target;
          const last = value === "" ? null : Number(value);
          if (last !== null && !(Number.isInteger(last) && last >= 0)) return;
          edit(
            "Set how many layers train",
            (design) => setTrainableLayers(design, graphId, id, last),
            `trainable_layers ${graphId} ${id}`,
          );
        }}
      />
    </Row>
  );
}
