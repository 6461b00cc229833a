/** The panel of several selected nodes. */

import { Combine, Copy, CopyPlus, Merge, Repeat2, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { type Design, INPUT_CLASS, lookup } from "../../../shared/document";
import { duplicateSelection } from "../actions/addNodes";
import { blockOfSelection, repeatSelection } from "../actions/blocks";
import { copySelection, deleteSelection } from "../actions/editSelection";
import { repeatProblem } from "../document/blocks/repeat";
import { clipToText } from "../document/clipText";
import { isApplication, operationOf } from "../document/graphAccess";
import { setDtype, setTrainable } from "../document/settings";
import { usableLayers, useLayer as withLayer } from "../document/sharing";
import { PolicySelect } from "../ui/PolicySelect";
import { countText } from "../view/displayText";
import { AlignTools } from "./AlignTools";
import { CommonForms } from "./CommonForms";
import { Diagnostics, diagnosticsOf } from "./Diagnostics";
import { Row } from "./FormRow";
import { FrameOfSelection } from "./FrameOfSelection";
import { Section } from "./Section";
import type { Subject } from "./useSubject";

export function SelectionPanel({ subject, nodes }: { subject: Subject; nodes: readonly string[] }) {
  const dtypeId = useId();
  const trainableId = useId();
  const { graph, graphId, design, catalogue, found, store, edit } = subject;
  const operations = [...new Set(nodes.flatMap((id) => lookup(graph.nodes, id)?.operation ?? []))];
  const layers = operations.flatMap((id) => {
    const operation = lookup(graph.operations, id);
    const plain = operation?.kind === "layer" && operation.class_name !== INPUT_CLASS;
    return plain ? [{ id, operation }] : [];
  });
  const params = operations.reduce((sum, id) => sum + (found?.operations[id]?.params ?? 0), 0);
  // The layers of an application follow the model's policy.
  const own = layers.filter(({ operation }) => !isApplication(operation.class_name));
  const policies = new Set(own.map(({ operation }) => operation.dtype));
  const [policy = null] = policies;
  const frozen = layers.filter(({ operation }) => !operation.trainable).length;
  const each =
    (chosen: typeof layers, change: (design: Design, id: string) => Design) => (whole: Design) =>
      chosen.reduce((here, { id }) => change(here, id), whole);

  return (
    <>
      <header className="node-header">
        <div className="node-title">
          <strong>{nodes.length} nodes selected</strong>
          <p className="quiet">{countText(params)} parameters in their layers.</p>
        </div>
      </header>
      <FrameOfSelection subject={subject} nodes={nodes} />
      <div className="actions">
        <button type="button" className="ll-button" onClick={() => duplicateSelection(store)}>
          <CopyPlus size={14} aria-hidden /> Duplicate
        </button>
        <button
          type="button"
          className="ll-button"
          onClick={() => {
            const clip = copySelection(store);
            if (clip) void navigator.clipboard?.writeText(clipToText(clip));
          }}
        >
          <Copy size={14} aria-hidden /> Copy
        </button>
        <button type="button" className="ll-button" onClick={() => deleteSelection(store)}>
          <Trash2 size={14} aria-hidden /> Delete
        </button>
        <ShareButton subject={subject} nodes={nodes} />
        <button
          type="button"
          className="ll-button"
          title="One node in the place of these, to be used again (Ctrl+G)"
          onClick={() => blockOfSelection(store)}
        >
          <Combine size={14} aria-hidden /> Make a block
        </button>
      </div>
      <RepeatSelection subject={subject} />
      <Diagnostics subject={subject} list={diagnosticsOf(subject, nodes)} />
      <AlignTools store={store} count={nodes.length} />
      <CommonForms subject={subject} layers={layers} />
      {layers.length > 0 && (
        <Section title={`Precision and training of ${layers.length} layers`}>
          <Row label="dtype policy" htmlFor={dtypeId}>
            <PolicySelect
              id={dtypeId}
              definition="dtype_policy"
              catalogue={catalogue}
              value={policies.size > 1 ? "different ones" : policy}
              none={`${design.dtype_policy} (the model's)`}
              onChange={(dtype) =>
                edit(
                  "Set dtypes",
                  each(own, (d, id) => setDtype(d, graphId, id, dtype)),
                )
              }
            />
          </Row>
          <Row label="trainable" htmlFor={trainableId}>
            <span className="form-boolean">
              <input
                id={trainableId}
                type="checkbox"
                className="ll-check"
                checked={frozen === 0}
                ref={(box) => {
                  if (box) box.indeterminate = frozen > 0 && frozen < layers.length;
                }}
                onChange={(event) => {
                  const trainable = event.target.checked;
                  edit(
                    trainable ? "Unfreeze" : "Freeze",
                    each(layers, (d, id) => setTrainable(d, graphId, id, trainable)),
                  );
                }}
              />
              <span aria-hidden>{frozen === 0 ? "True" : `${frozen} frozen`}</span>
            </span>
          </Row>
        </Section>
      )}
    </>
  );
}

/** Makes a block that is there several times, one after another. */
function RepeatSelection({ subject: { store } }: { subject: Subject }) {
  const [times, setTimes] = useState("2");
  const problem = repeatProblem(/^\d+$/.test(times.trim()) ? Number(times) : Number.NaN);
  const id = useId();
  return (
    <form
      className="repeat-selection"
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null) repeatSelection(store, Number(times));
      }}
    >
      <label htmlFor={id}>Repeat</label>
      <input
        id={id}
        className="ll-input repeat-times"
        inputMode="numeric"
        autoComplete="off"
        aria-invalid={problem !== null}
        value={times}
        onChange={(event) => setTimes(event.target.value)}
      />
      <button
        type="submit"
        className="ll-button"
        disabled={problem !== null}
        title="A block that stands for so many, one after another"
      >
        <Repeat2 size={14} aria-hidden /> times
      </button>
      {problem && (
        <p className="ll-field-error" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

/** Makes nodes of one class call one layer. */
function ShareButton({ subject, nodes }: { subject: Subject; nodes: readonly string[] }) {
  const { graph, graphId, edit } = subject;
  const [first, ...others] = nodes;
  const target = first === undefined ? undefined : lookup(graph.nodes, first)?.operation;
  const different = others.filter((id) => lookup(graph.nodes, id)?.operation !== target);
  const possible =
    target !== undefined &&
    different.length > 0 &&
    different.every((id) => operationOf(graph, id) && usableLayers(graph, id).includes(target));
  if (!possible) return null;
  return (
    <button
      type="button"
      className="ll-button"
      title="Make all of them call one layer: one set of weights"
      onClick={() =>
        edit("Share one layer", (design) =>
          different.reduce((here, id) => withLayer(here, graphId, id, target), design),
        )
      }
    >
      <Merge size={14} aria-hidden /> Share one layer
    </button>
  );
}
