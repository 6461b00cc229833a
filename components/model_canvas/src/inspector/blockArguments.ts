/** The block that is being edited, as the forms of its layers know it. */

import { MAIN } from "../../../shared/document";
import { type ConfigPath, freeParameter, liftArgument } from "../document/blocks/parameters";
import { parametersOf } from "../document/blocks/parameterUses";
import { sameJson } from "../document/sameJson";
import type { BlockArguments } from "./form/blockArguments";
import type { Subject } from "./useSubject";

/** What the arguments of an operation can depend on; null in the main model, which has no parameters. */
export function blockArguments(subject: Subject, operation: string): BlockArguments | null {
  const { graphId, graph, edit, store } = subject;
  if (graphId === MAIN) return null;
  const parameters = parametersOf(graph);
  const lift = (path: ConfigPath, value: unknown) => {
    const argument = String(path.findLast((step) => typeof step === "string") ?? "value");
    // What is called alike and is alike is one thing, as the filters of two convolutions are.
    const same = Object.hasOwn(parameters, argument) && sameJson(parameters[argument], value);
    const name = same ? argument : freeParameter(graph, argument);
    edit(`Lift ${argument}`, (design) =>
      liftArgument(design, graphId, operation, path, name, value),
    );
    const text = `${name} is a parameter of ${graph.name} now: each use may set it.`;
    store.getState().announce(text);
  };
  return { parameters, lift };
}
