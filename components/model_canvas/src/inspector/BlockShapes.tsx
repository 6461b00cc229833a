/** What to do where a block is given other shapes than it is declared with. */

import { ArrowUpFromLine, Check } from "lucide-react";
import { type Call, type Graph, lookup } from "../../../shared/document";
import {
  liftShape,
  type Mismatch,
  shapeMismatches,
  takeShape,
} from "../document/blocks/blockShapes";
import { instancesOf, type SubModel } from "../document/blocks/parameterUses";
import { fittedTo, withArguments } from "../document/fittedBlocks";
import { shapeText } from "../view/displayText";
import type { Subject } from "./useSubject";

interface Props {
  subject: Subject;
  call: Call;
  block: SubModel;
  definition: Graph;
}

export function BlockShapes({ subject, call, block, definition }: Props) {
  const { design, graphId, found, edit } = subject;
  const others = instancesOf(design, block.model).length > 1;
  const mismatches = shapeMismatches(definition, block, call, found);
  const fitted =
    mismatches.length > 0
      ? fittedTo(design, block, call, (id) => found && lookup(found.nodes, id)?.outputs)
      : block;
  return mismatches.map((one, index) => (
    <div key={one.input} className="block-shape">
      <p className="ll-field-error">{sentence(one)}</p>
      <div className="actions">
        {index === 0 && fitted !== block && (
          <button
            type="button"
            className="ll-button"
            title="Give its parameters the values with which it takes what it is wired to"
            onClick={() =>
              edit("Fit the block", (d) => withArguments(d, graphId, call.operation, fitted))
            }
          >
            <Check size={14} aria-hidden /> Fit: {argumentsText(fitted)}
          </button>
        )}
        {!others && (
          <button
            type="button"
            className="ll-button"
            title={`Declare ${one.name} with this shape, inside of the block`}
            onClick={() => edit("Take the shape", (d) => takeShape(d, block.model, one))}
          >
            <Check size={14} aria-hidden /> Take {shapeText(one.given)}
          </button>
        )}
        <button
          type="button"
          className="ll-button"
          title="Make the shape a parameter of the block, so that each use has its own"
          onClick={() =>
            edit("Lift the shape", (d) => liftShape(d, graphId, call.operation, block.model, one))
          }
        >
          <ArrowUpFromLine size={14} aria-hidden /> Lift the shape
        </button>
      </div>
    </div>
  ));
}

function argumentsText({ arguments: given = {} }: SubModel): string {
  const pairs = Object.entries(given).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.join(", ") || "the defaults";
}

function sentence({ name, declared, given }: Mismatch): string {
  return `${name} is declared with ${shapeText(declared)} and is given ${shapeText(given)} here.`;
}
