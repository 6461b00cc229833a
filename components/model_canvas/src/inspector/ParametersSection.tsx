/** The parameters of the block that is being edited: their names, defaults and uses. */

import { Trash2 } from "lucide-react";
import { lookup, MAIN } from "../../../shared/document";
import { isExpression } from "../document/blocks/expression";
import {
  differingUses,
  parameterProblem,
  removeParameter,
  renameParameter,
  setParameterDefault,
} from "../document/blocks/parameters";
import { countUses, parametersOf } from "../document/blocks/parameterUses";
import { EditableText } from "../ui/EditableText";
import { IconButton } from "../ui/IconButton";
import { configProblems } from "./form/configProblems";
import { parameterSchema } from "./form/parameterSchema";
import { formatItem, formatLiteral, parseLiteral } from "./form/pythonLiterals";
import { Section } from "./Section";
import type { Subject } from "./useSubject";

export function ParametersSection({ subject }: { subject: Subject }) {
  const { design, graphId, graph, catalogue, edit, store } = subject;
  const parameters = parametersOf(graph);
  const names = Object.keys(parameters);
  if (graphId === MAIN) return null;
  if (names.length === 0) {
    return (
      <Section title="Parameters">
        <p className="quiet">
          What the uses of this block may differ in: lift an argument of a layer inside, with the
          arrow at its name.
        </p>
      </Section>
    );
  }
  const schema = parameterSchema(graph, catalogue);
  const counts = countUses(graph);
  const problem = (name: string, text: string): string | null => {
    if (!catalogue) return null;
    const required = { ...schema, required: [name] };
    const [found] = configProblems(required, { [name]: valueIn(text) }, catalogue);
    return found ? `${name} ${found.message}` : null;
  };
  return (
    <Section title="Parameters" aside={<span className="section-count">with defaults</span>}>
      <ul className="parameters">
        {names.map((name, index) => {
          const value = lookup(parameters, name);
          const uses = counts.get(name) ?? 0;
          const own = differingUses(design, graphId, name).length;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name changes while it is typed
            <li key={index}>
              <EditableText
                className="parameter-name"
                label={`Name of parameter ${name}`}
                value={name}
                problem={(text) => parameterProblem(graph, text, name)}
                onChange={(text) =>
                  edit(
                    "Rename a parameter",
                    (d) => renameParameter(d, graphId, name, text),
                    `parameter ${graphId} ${index}`,
                  )
                }
              />
              <EditableText
                className="parameter-default"
                label={`Default of ${name}`}
                value={textOf(value)}
                problem={(text) => problem(name, text)}
                onChange={(text) =>
                  edit(
                    `Set the default of ${name}`,
                    (d) => setParameterDefault(d, graphId, name, valueIn(text)),
                    `default ${graphId} ${name}`,
                  )
                }
              />
              <IconButton
                icon={Trash2}
                label={`Remove ${name}: what it decides is ${formatItem(value)} then`}
                onClick={() => {
                  edit(`Remove ${name}`, (d) => removeParameter(d, graphId, name));
                  const text = `${own} uses had values of their own for ${name}: they have ${formatItem(value)} now.`;
                  if (own > 0) store.getState().notify("warning", text);
                }}
              />
              <p className="quiet">
                {uses === 0
                  ? "Decides nothing yet."
                  : `Decides ${uses} ${uses === 1 ? "argument" : "arguments"}.`}
                {own > 0 &&
                  ` ${own} ${own === 1 ? "use has a value" : "uses have values"} of its own.`}
              </p>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** A literal of Python's, or else the words themselves. */
function valueIn(text: string): unknown {
  const parsed = parseLiteral(text);
  return parsed ? parsed.value : text;
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return isExpression(value) ? value.expression : formatLiteral(value);
}
