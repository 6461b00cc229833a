/** Everything about one node: the layer it calls and the call itself. */

import { PackageOpen } from "lucide-react";
import { useMemo } from "react";
import type { Entry } from "../../../shared/catalogue";
import { type Layer, lookup } from "../../../shared/document";
import { openUp } from "../actions/askPython";
import { isCustom, ownClass } from "../document/customLayers";
import { isApplication, isInput, isPlaceholder } from "../document/graphAccess";
import { setConfig } from "../document/settings";
import { BlockSection } from "./BlockSection";
import { blockArguments } from "./blockArguments";
import { CallForm } from "./CallForm";
import { CustomLayer } from "./CustomLayer";
import { Diagnostics, diagnosticsOf } from "./Diagnostics";
import { FrameOfSelection } from "./FrameOfSelection";
import { ConfigForm } from "./form/ConfigForm";
import { BLOCK_CALL, callSchema } from "./form/callSchema";
import { InputsSection } from "./InputsSection";
import { KeepBlock } from "./KeepBlock";
import { LayerSettings } from "./LayerSettings";
import { NodeHeader, pathOf } from "./NodeHeader";
import { OutputsSection } from "./OutputsSection";
import { Placeholder } from "./Placeholder";
import { PretrainedSection } from "./PretrainedSection";
import { sharedArguments } from "./SharedArgument";
import { SharingSection } from "./SharingSection";
import { useAfterShapes } from "./useAfterShapes";
import type { Subject } from "./useSubject";
import { WeightsSection } from "./WeightsSection";

export function NodePanel({ subject, node }: { subject: Subject; node: string }) {
  const { graph, graphId, catalogue, store, found } = subject;
  const ready = useAfterShapes(store, found !== null && lookup(found.nodes, node) === undefined);
  const call = lookup(graph.nodes, node);
  const operation = call && lookup(graph.operations, call.operation);
  if (!call || !operation) return null;
  const path = pathOf(operation);
  const own = isCustom(operation, catalogue) && catalogue && ownClass(operation, catalogue);
  const placeholder = isPlaceholder(operation) && !own;
  const entry = path === null || placeholder ? undefined : catalogue?.find(path);
  const shared = operation.kind !== "op" && !isInput(graph, node);
  const application =
    operation.kind === "layer" && !placeholder && isApplication(operation.class_name);
  if (!ready) return <NodeHeader subject={subject} operation={operation} id={call.operation} />;
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
      {operation.kind === "model" && (
        <div className="actions">
          <KeepBlock subject={subject} operation={call.operation} />
        </div>
      )}
      <FrameOfSelection subject={subject} nodes={[node]} />
      <Diagnostics subject={subject} list={diagnosticsOf(subject, [node])} />
      {own && isPlaceholder(operation) && (
        <CustomLayer {...{ subject, node, own }} layer={operation} />
      )}
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
        <BlockSection key={`block ${key}`} {...{ subject, node, call }} block={operation} />
      )}
      {operation.kind === "model" && (
        <CallForm key={node} {...{ subject, node, call }} schema={BLOCK_CALL} open={false} />
      )}
      {operation.kind === "model" && (
        <PretrainedSection subject={subject} graphId={operation.model} />
      )}
      <InputsSection subject={subject} node={node} />
      <OutputsSection subject={subject} node={node} />
      {operation.kind !== "op" && (
        <LayerSettings subject={subject} operation={operation} id={call.operation} />
      )}
      {shared && <SharingSection subject={subject} node={node} />}
      <WeightsSection subject={subject} operation={call.operation} />
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
  const { design, graphId, catalogue, edit } = subject;
  const block = useMemo(() => blockArguments(subject, id), [subject, id]);
  const isShared = lookup(design.operations ?? {}, id) === operation;
  const holder = { graph: isShared ? null : graphId, operation: id };
  const shared = sharedArguments(subject, holder, isShared ? [id] : []);
  if (!catalogue || Object.keys(entry.schema.properties ?? {}).length === 0) return null;
  return (
    <section className="section" aria-label="Settings">
      <ConfigForm
        draftKey={draftKey}
        schema={entry.schema}
        highlights={entry.highlights}
        values={operation.config}
        catalogue={catalogue}
        shared={shared}
        block={isShared ? null : block}
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
