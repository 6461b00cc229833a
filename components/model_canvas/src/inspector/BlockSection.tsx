/** A block: what it is called with, how often it is there, and what can be made of it. */

import { CopyPlus, type LucideIcon, Maximize2, Ungroup } from "lucide-react";
import { type Call, graphOf, lookup } from "../../../shared/document";
import { copyBlock, dissolveSelection } from "../actions/blocks";
import { openBlock } from "../actions/lookAround";
import { setBlockArgument } from "../document/blocks/parameters";
import { instancesOf, type SubModel } from "../document/blocks/parameterUses";
import { chainProblem, repeatOf, setRepeat } from "../document/blocks/repeat";
import { modelNameProblem } from "../document/names";
import { outputCounts } from "../document/outputs";
import { renameModel } from "../document/settings";
import { EditableText } from "../ui/EditableText";
import { BlockShapes } from "./BlockShapes";
import { blockArguments } from "./blockArguments";
import { Row } from "./FormRow";
import { ConfigForm } from "./form/ConfigForm";
import { parameterSchema } from "./form/parameterSchema";
import { RepeatField } from "./RepeatField";
import { Section } from "./Section";
import type { Subject } from "./useSubject";

interface Props {
  subject: Subject;
  node: string;
  call: Call;
  block: SubModel;
}

export function BlockSection({ subject, node, call, block }: Props) {
  const { design, graphId, catalogue, analysis, store, edit } = subject;
  const definition = graphOf(design, block.model);
  if (definition === undefined) {
    return <p className="ll-field-error">The design has no definition of this block any more.</p>;
  }
  const id = call.operation;
  const schema = parameterSchema(definition, catalogue);
  const names = Object.keys(schema.properties ?? {});
  const counts = outputCounts(lookup(analysis?.graphs ?? {}, block.model));
  const uses = instancesOf(design, block.model).length;
  const key = `${store.getState().key}/${graphId}/${id}/arguments`;
  return (
    <>
      {catalogue && names.length > 0 && (
        <Section title="Parameters" aside={<span className="section-count">of this use</span>}>
          <ConfigForm
            key={key}
            draftKey={key}
            schema={schema}
            highlights={names}
            values={block.arguments ?? {}}
            catalogue={catalogue}
            block={blockArguments(subject, id)}
            onSet={(name, value) =>
              edit(
                `Set ${block.name}.${name}`,
                (whole) => setBlockArgument(whole, graphId, id, name, value),
                `argument ${graphId} ${id} ${name}`,
              )
            }
          />
        </Section>
      )}
      <Section
        title="Block"
        aside={
          <span className="section-count">{uses === 1 ? "used once" : `${uses} instances`}</span>
        }
      >
        <Row label="Definition">
          <EditableText
            label="Name of the block's definition"
            value={definition.name}
            problem={modelNameProblem}
            onChange={(text) =>
              edit(
                "Rename the block",
                (d) => renameModel(d, block.model, text),
                `model ${block.model}`,
              )
            }
          />
        </Row>
        <RepeatField
          node={node}
          times={repeatOf(block)}
          refusal={chainProblem(design, definition, counts)}
          onChange={(times) =>
            edit(
              `Repeat ${times} times`,
              (d) => setRepeat(d, graphId, id, times),
              `repeat ${graphId} ${id}`,
            )
          }
        />
        <BlockShapes {...{ subject, call, block, definition }} />
        <div className="actions">
          <Action
            Icon={Maximize2}
            text="Open"
            hint="Edit what is inside: every use of the block follows (double click)"
            act={() => openBlock(store, node)}
          />
          <Action
            Icon={CopyPlus}
            text="Make a copy"
            hint="One more block like this, with weights of its own"
            act={() => copyBlock(store, node)}
          />
          <Action
            Icon={Ungroup}
            text="Dissolve"
            hint="Put what is inside in its place (Ctrl+Shift+G)"
            act={() => dissolveSelection(store)}
          />
        </div>
      </Section>
    </>
  );
}

interface ActionProps {
  Icon: LucideIcon;
  text: string;
  hint: string;
  act: () => void;
}

function Action({ Icon, text, hint, act }: ActionProps) {
  return (
    <button type="button" className="ll-button" title={hint} onClick={act}>
      <Icon size={14} aria-hidden /> {text}
    </button>
  );
}
