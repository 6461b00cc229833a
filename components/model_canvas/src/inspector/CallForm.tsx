/** The form of one call's own arguments. */

import type { JsonSchema } from "../../../shared/catalogue";
import { type Argument, type Call, lookup } from "../../../shared/document";
import { isMissing, isTensor, walk } from "../document/argument";
import { sameJson } from "../document/sameJson";
import { setCallArgument } from "../document/settings";
import { callBlockArguments } from "./blockArguments";
import { ConfigForm } from "./form/ConfigForm";
import { Section } from "./Section";
import type { Subject } from "./useSubject";

interface CallFormProps {
  subject: Subject;
  node: string;
  call: Call;
  schema: JsonSchema;
  /** It is all that there is to be set. */
  open: boolean;
}

/** The call's arguments that are no tensors, such as `training=False`. */
export function CallForm({ subject, node, call, schema, open }: CallFormProps) {
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
      block={callBlockArguments(subject, node, (name) => positionOf(properties[name]))}
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
