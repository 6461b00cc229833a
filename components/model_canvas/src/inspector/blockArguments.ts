/** The block that is being edited, as the forms of its layers know it. */

import { type Design, MAIN } from "../../../shared/document";
import {
  type ConfigPath,
  freeParameter,
  liftArgument,
  liftCallArgument,
} from "../document/blocks/parameters";
import { parametersOf } from "../document/blocks/parameterUses";
import { sameJson } from "../document/sameJson";
import type { BlockArguments } from "./form/blockArguments";
import type { Subject } from "./useSubject";

/** What the arguments of an operation can depend on; null in the main model, which has no parameters. */
export function blockArguments(subject: Subject, operation: string): BlockArguments | null {
  return lifting(subject, (design, path, name, value) =>
    liftArgument(design, subject.graphId, operation, path, name, value),
  );
}

/**
 * The same for the literal arguments of a call.
 *
 * @param position Index in `args` of an argument that is passed by position.
 */
export function callBlockArguments(
  subject: Subject,
  node: string,
  position: (argument: string) => number | null,
): BlockArguments | null {
  return lifting(subject, (design, path, name, value) => {
    const argument = String(path[0]);
    const at = position(argument);
    return liftCallArgument(design, subject.graphId, node, argument, name, value, at);
  });
}

type Lift = (design: Design, path: ConfigPath, name: string, value: unknown) => Design;

function lifting({ graphId, graph, edit, store }: Subject, change: Lift): BlockArguments | null {
  if (graphId === MAIN) return null;
  const parameters = parametersOf(graph);
  const lift = (path: ConfigPath, value: unknown) => {
    const argument = String(path.findLast((step) => typeof step === "string") ?? "value");
    // What is called alike and is alike is one thing, as the filters of two convolutions are.
    const same = Object.hasOwn(parameters, argument) && sameJson(parameters[argument], value);
    const name = same ? argument : freeParameter(graph, argument);
    edit(`Lift ${argument}`, (design) => change(design, path, name, value));
    const text = `${name} is a parameter of ${graph.name} now: each use may set it.`;
    store.getState().announce(text);
  };
  return { parameters, lift };
}
