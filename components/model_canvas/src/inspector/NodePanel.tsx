/** Everything about one node: the layer it calls and the call itself. */

import { PackageOpen } from "lucide-react";
import { useId } from "react";
import type { Entry, JsonSchema } from "../../../shared/catalogue";
import { openUp } from "../actions/askPython";
import { isMissing, isTensor, walk } from "../document/argument";
import { isApplication, isInput, isPlaceholder, lookup } from "../document/graphAccess";
import {
  sameJson,
  setCallArgument,
  setConfig,
  setDtype,
  setTrainable,
  setTrainableLayers,
} from "../document/settings";
import type { Argument, Call, Layer, Operation } from "../document/types";
import { PolicySelect } from "../ui/PolicySelect";
import { Diagnostics, diagnosticsOf } from "./Diagnostics";
import { Row } from "./FormRow";
import { ConfigForm } from "./form/ConfigForm";
import { BLOCK_CALL, callSchema } from "./form/callSchema";
import { Inputs } from "./Inputs";
import { NodeHeader, pathOf } from "./NodeHeader";
import { Outputs } from "./Outputs";
import { Placeholder } from "./Placeholder";
import { Section } from "./Section";
import { Sharing } from "./Sharing";
import type { Subject } from "./useSubject";
import { Weights } from "./Weights";

export function NodePanel({ subject, node }: { subject: Subject; node: string }) {
  const { graph, graphId, catalogue, store } = subject;
  const call = lookup(graph.nodes, node);
  const operation = call && lookup(graph.operations, call.operation);
  if (!call || !operation) return null;
  const path = pathOf(operation);
  const placeholder = isPlaceholder(operation);
  const entry = path === null || placeholder ? undefined : catalogue?.find(path);
  const shared = operation.kind !== "op" && !isInput(graph, node);
  const application =
    operation.kind === "layer" && !placeholder && isApplication(operation.class_name);
  const key = `${store.getState().key}/${graphId}/${call.operation}`;
  return (
    <>
      <NodeHeader subject={subject} operation={operation} id={call.operation} />
      {application && (
        <div className="actions">
          <button
            type="button"
            className="ll-button"
            title="Turn it into a block that shows its layers; undo takes it back"
            onClick={() => openUp(store, node)}
          >
            <PackageOpen size={14} aria-hidden /> Open it up
          </button>
        </div>
      )}
      <Diagnostics subject={subject} list={diagnosticsOf(subject, [node])} />
      {entry && operation.kind === "layer" && (
        <LayerForm
          key={key}
          draftKey={key}
          {...{ subject, operation, entry }}
          id={call.operation}
        />
      )}
      {placeholder && <Placeholder layer={operation} />}
      {path !== null && catalogue && !entry && !placeholder && (
        <p className="quiet">
          <code>{path}</code> is not in the catalogue of this Keras, so its arguments cannot be
          shown.
        </p>
      )}
      {entry && (
        <CallForm
          key={`${key}/${node}`}
          {...{ subject, node, call }}
          schema={callSchema(entry)}
          open={entry.kind === "op"}
        />
      )}
      {operation.kind === "model" && (
        <CallForm key={node} {...{ subject, node, call }} schema={BLOCK_CALL} open={false} />
      )}
      <Inputs subject={subject} node={node} />
      <Outputs subject={subject} node={node} />
      {operation.kind !== "op" && (
        <LayerSettings subject={subject} operation={operation} id={call.operation} />
      )}
      {shared && <Sharing subject={subject} node={node} />}
      <Weights subject={subject} operation={call.operation} />
    </>
  );
}

interface LayerFormProps {
  subject: Subject;
  draftKey: string;
  operation: Layer;
  entry: Entry;
  id: string;
}

/** The constructor's arguments. */
function LayerForm({ subject, draftKey, operation, entry, id }: LayerFormProps) {
  const { graphId, catalogue, edit } = subject;
  if (!catalogue) return null;
  return (
    <section className="section" aria-label="Settings">
      <ConfigForm
        draftKey={draftKey}
        schema={entry.schema}
        highlights={entry.highlights}
        values={operation.config}
        catalogue={catalogue}
        onSet={(name, value) =>
          edit(
            `Set ${operation.name}.${name}`,
            (design) => setConfig(design, graphId, id, name, value, entry.schema),
            `config ${graphId} ${id} ${name}`,
          )
        }
      />
    </section>
  );
}

interface CallFormProps {
  subject: Subject;
  node: string;
  call: Call;
  schema: JsonSchema;
  /** It is all that there is to be set. */
  open: boolean;
}

/** The call's arguments that are no tensors, such as `training=False`. */
function CallForm({ subject, node, call, schema, open }: CallFormProps) {
  const { graphId, catalogue, edit, store } = subject;
  const properties = schema.properties ?? {};
  if (!catalogue || Object.keys(properties).length === 0) return null;
  const values = callValues(call, properties);
  const set = (name: string, value: unknown) =>
    edit(
      `Set ${name}`,
      (design) =>
        setCallArgument(
          design,
          graphId,
          node,
          name,
          isDefault(properties[name], value) ? undefined : tupled(value as Argument | undefined),
          positionOf(properties[name]),
        ),
      `call ${graphId} ${node} ${name}`,
    );
  const form = (
    <ConfigForm
      draftKey={`${store.getState().key}/${graphId}/${node}/call`}
      schema={schema}
      highlights={Object.keys(properties)}
      values={values}
      catalogue={catalogue}
      onSet={set}
    />
  );
  return open ? (
    <Section title="Arguments">{form}</Section>
  ) : (
    <Section
      title="This call"
      fold={{ open: Object.keys(values).length > 0, count: Object.keys(properties).length }}
    >
      {form}
    </Section>
  );
}

/** Dtype policy and trainability, which every layer has. */
function LayerSettings({
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

/** The literals of a call as the form takes them, tuples as lists. */
function callValues(call: Call, properties: Record<string, JsonSchema>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const position = positionOf(schema);
    const value = position === null ? lookup(call.kwargs, name) : call.args[position];
    if (value === undefined) continue;
    if ([...walk(value)].some(([, leaf]) => isTensor(leaf) || isMissing(leaf))) continue;
    values[name] = Object.hasOwn(schema, "type") || schema.anyOf ? plain(value) : value;
  }
  return values;
}

/** Axes and shapes are written as tuples: `axis=(1, 2)`. */
function tupled(argument: Argument | undefined): Argument | undefined {
  if (!Array.isArray(argument)) return argument;
  return { tuple: argument.map((item) => tupled(item) as Argument) };
}

function isDefault(schema: JsonSchema | undefined, value: unknown): boolean {
  return schema !== undefined && "default" in schema && sameJson(schema.default, value);
}

function positionOf(schema: JsonSchema | undefined): number | null {
  return typeof schema?.position === "number" ? schema.position : null;
}

function plain(argument: Argument): unknown {
  if (Array.isArray(argument)) return argument.map(plain);
  if (typeof argument !== "object" || argument === null) return argument;
  return "tuple" in argument ? argument.tuple.map(plain) : argument;
}
