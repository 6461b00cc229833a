/** The panel of the model as a whole, shown while nothing is selected. */

import { ArrowDown, ArrowUp, Wand2 } from "lucide-react";
import { useId } from "react";
import { type Argument, MAIN } from "../../../shared/document";
import { isTensor } from "../document/argument";
import { operationName, operationOf } from "../document/graphAccess";
import { keyInputs, moveModelInput, renameInputKey } from "../document/inputs";
import { modelNameProblem } from "../document/names";
import {
  autoOutputs,
  keyOutputs,
  moveOutput,
  outputEntries,
  renameOutputKey,
} from "../document/outputs";
import { renameModel, setPolicy } from "../document/settings";
import { entriesOf, isDict, type TreeEntry } from "../document/trees";
import { EditableText } from "../ui/EditableText";
import { IconButton } from "../ui/IconButton";
import { PolicySelect } from "../ui/PolicySelect";
import { countText } from "../view/displayText";
import { Diagnostics } from "./Diagnostics";
import { Row } from "./FormRow";
import { keyProblem } from "./OutputsSection";
import { ParametersSection } from "./ParametersSection";
import { PretrainedSection } from "./PretrainedSection";
import { Section } from "./Section";
import type { Subject } from "./useSubject";
import { bytesText } from "./WeightsSection";

export function ModelPanel({ subject }: { subject: Subject }) {
  const policyId = useId();
  const { design, graphId, graph, counts, catalogue, analysis, edit } = subject;
  const outputs = outputEntries(graph, counts);
  const inputs = entriesOf(graph.inputs);
  const general = (analysis?.diagnostics ?? []).filter(
    ({ nodes, graph: where }) => nodes.length === 0 && where === graphId,
  );
  return (
    <>
      <header className="node-header">
        <div className="node-title">
          <EditableText
            className="node-name"
            label="Name of the Keras model"
            value={graph.name}
            problem={modelNameProblem}
            onChange={(text) =>
              edit("Rename the model", (d) => renameModel(d, graphId, text), `model ${graphId}`)
            }
          />
          <p className="quiet">
            {graphId === MAIN ? "The model as a whole." : "A block: every instance of it changes."}{" "}
            Select a node to see its settings.
          </p>
        </div>
      </header>
      <Diagnostics subject={subject} list={general} />
      <Totals subject={subject} />
      <ParametersSection subject={subject} />
      <PretrainedSection subject={subject} graphId={graphId} />
      {graphId === MAIN && (
        <Section title="Precision">
          <Row label="dtype policy" htmlFor={policyId}>
            <PolicySelect
              id={policyId}
              definition="dtype_policy"
              catalogue={catalogue}
              value={design.dtype_policy}
              onChange={(policy) =>
                edit("Set dtype policy", (d) => setPolicy(d, policy ?? "float32"))
              }
            />
          </Row>
        </Section>
      )}
      <Tree
        title="Inputs"
        entries={inputs}
        byKey={isDict(graph.inputs)}
        nameOf={(leaf) => nameOf(subject, leaf)}
        onMove={(from, to) =>
          edit("Reorder model inputs", (d) => moveModelInput(d, graphId, from, to))
        }
        onByKey={(byKey) => edit("Name model inputs", (d) => keyInputs(d, graphId, byKey))}
        onRename={(key, to) =>
          edit("Name model input", (d) => renameInputKey(d, graphId, key, to), `input key ${key}`)
        }
        onShow={(leaf) => show(subject, leaf)}
      />
      <Tree
        title="Outputs"
        entries={outputs}
        byKey={isDict(graph.outputs)}
        nameOf={(leaf) => nameOf(subject, leaf)}
        onMove={(from, to) =>
          edit("Reorder model outputs", (d) => moveOutput(d, graphId, from, to, counts))
        }
        onByKey={(byKey) =>
          edit("Name model outputs", (d) => keyOutputs(d, graphId, byKey, counts))
        }
        onRename={(key, to) =>
          edit(
            "Name model output",
            (d) => renameOutputKey(d, graphId, key, to),
            `output key ${key}`,
          )
        }
        onShow={(leaf) => show(subject, leaf)}
        note={
          graph.outputs === "auto" ? (
            <p className="quiet">
              Every tensor that nothing consumes, in the order in which they came to be.
            </p>
          ) : (
            <button
              type="button"
              className="ll-button"
              title="Let the outputs follow from the drawing again"
              onClick={() => edit("Automatic outputs", (d) => autoOutputs(d, graphId))}
            >
              <Wand2 size={14} aria-hidden /> Automatic
            </button>
          )
        }
      />
    </>
  );
}

function Totals({ subject: { found, stale } }: { subject: Subject }) {
  if (!found) return null;
  const rows: [string, string][] = [
    ["Parameters", countText(found.total_params)],
    ["Trainable", countText(found.trainable_params)],
    ["Non-trainable", countText(found.non_trainable_params)],
    ["Memory of weights", bytesText(found.bytes)],
  ];
  return (
    <dl className="totals" data-stale={stale}>
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

interface TreeProps {
  title: string;
  entries: TreeEntry[];
  byKey: boolean;
  nameOf: (leaf: Argument) => string;
  onMove: (from: number, to: number) => void;
  onByKey: (byKey: boolean) => void;
  onRename: (key: string, to: string) => void;
  onShow: (leaf: Argument) => void;
  note?: React.ReactNode;
}

/** The inputs or outputs, in order or by key. */
function Tree(props: TreeProps) {
  const { title, entries, byKey, nameOf, onMove, onByKey, onRename, onShow, note } = props;
  if (entries.length === 0) return null;
  return (
    <Section
      title={title}
      aside={
        <label className="by-key">
          <input
            type="checkbox"
            className="ll-check"
            checked={byKey}
            onChange={(event) => onByKey(event.target.checked)}
          />
          by key
        </label>
      }
    >
      <ol className="tree">
        {entries.map(({ key, value }, index) => {
          const name = nameOf(value);
          return (
            <li key={JSON.stringify(value)}>
              {key !== null && (
                <span className="tree-key">
                  <EditableText
                    value={key}
                    label={`Key of ${name}`}
                    problem={(text) => keyProblem(text, key, entries)}
                    onChange={(text) => onRename(key, text)}
                  />
                </span>
              )}
              <button type="button" className="link" onClick={() => onShow(value)}>
                {name}
              </button>
              {entries.length > 1 && (
                <>
                  <IconButton
                    icon={ArrowUp}
                    label={`Move ${name} up`}
                    disabled={index === 0}
                    onClick={() => onMove(index, index - 1)}
                  />
                  <IconButton
                    icon={ArrowDown}
                    label={`Move ${name} down`}
                    disabled={index === entries.length - 1}
                    onClick={() => onMove(index, index + 1)}
                  />
                </>
              )}
            </li>
          );
        })}
      </ol>
      {note}
    </Section>
  );
}

function nodeOf(leaf: Argument): string | null {
  if (typeof leaf === "string") return leaf;
  return isTensor(leaf) ? leaf.tensor[0] : null;
}

function nameOf({ graph, counts }: Subject, leaf: Argument): string {
  const node = nodeOf(leaf);
  const operation = node === null ? undefined : operationOf(graph, node);
  const name = operation ? operationName(operation) : (node ?? "several");
  return isTensor(leaf) && (counts[leaf.tensor[0]] ?? 1) > 1 ? `${name}[${leaf.tensor[1]}]` : name;
}

function show({ store, graphId }: Subject, leaf: Argument): void {
  const node = nodeOf(leaf);
  if (node !== null) store.getState().focus(graphId, [node]);
}
