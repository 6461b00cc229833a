/** A design as text, the way Python's `serialization.dumps` writes it. */

import type {
  Call,
  Comment,
  Design,
  Frame,
  Graph,
  Operation,
  Pretrained,
  Recorded,
} from "../../../shared/document";
import { orderedTraining } from "./canonicalTraining";
import { byCodePoint } from "./codePoints";

/** Fields in a fixed order, ids sorted by code point, two-space indent, a newline at the end. */
export function canonical(design: Design): string {
  const fields: [string, string][] = [
    ["schema_version", JSON.stringify(design.schema_version)],
    ["name", JSON.stringify(design.name)],
    ["dtype_policy", JSON.stringify(design.dtype_policy)],
    ["main", indented(orderedGraph(design.main))],
    ["models", indented(sorted(design.models, orderedGraph))],
  ];
  const { operations = {}, code = "" } = design;
  if (Object.keys(operations).length > 0)
    fields.push(["operations", indented(sorted(operations, orderedOperation))]);
  if (code) fields.push(["code", JSON.stringify(code)]);
  const { frames = {}, comments = {} } = design;
  fields.push([
    "positions",
    indented(
      byGraph(design.positions, (at) => at),
      true,
    ),
  ]);
  if (Object.keys(frames).length > 0)
    fields.push(["frames", indented(byGraph(frames, orderedFrame))]);
  if (Object.keys(comments).length > 0)
    fields.push(["comments", indented(byGraph(comments, orderedComment), true)]);
  if (design.training) fields.push(["training", indented(orderedTraining(design.training))]);
  return `{\n${fields.map(([name, text]) => `  "${name}": ${text}`).join(",\n")}\n}\n`;
}

/** JSON below a field; with `floats`, whole numbers end in ".0", as Python writes a float. */
function indented(value: unknown, floats = false): string {
  const lines = JSON.stringify(value, null, 2).split("\n");
  const written = floats ? lines.map((line) => line.replace(/^( *-?\d+)(,?)$/, "$1.0$2")) : lines;
  return written.join("\n  ");
}

function orderedGraph(graph: Graph): Graph {
  return {
    name: graph.name,
    operations: sorted(graph.operations, orderedOperation),
    nodes: sorted(graph.nodes, orderedCall),
    inputs: graph.inputs,
    outputs: graph.outputs,
    ...(graph.output_order?.length ? { output_order: graph.output_order } : {}),
    ...(graph.pretrained?.length ? { pretrained: graph.pretrained.map(orderedPretrained) } : {}),
    ...(Object.keys(graph.parameters ?? {}).length ? { parameters: graph.parameters } : {}),
  };
}

function orderedFrame({ title, nodes, color, collapsed }: Frame): Frame {
  return {
    title,
    nodes,
    color,
    ...(collapsed ? { collapsed } : {}),
  };
}

function orderedComment({ text, node, position, size, color }: Comment): Comment {
  return {
    text,
    ...(node == null ? {} : { node }),
    ...(position == null ? {} : { position }),
    ...(size == null ? {} : { size }),
    color,
  };
}

function byGraph<T>(
  things: Record<string, Record<string, T>>,
  each: (value: T) => T,
): Record<string, Record<string, T>> {
  return sorted(things, (members) => sorted(members, each));
}

function orderedPretrained({ class_name, config }: Pretrained): Pretrained {
  return { class_name, config };
}

function orderedOperation(operation: Operation): Operation {
  if (operation.kind === "op") return { kind: "op", function: operation.function };
  const { kind, name, trainable } = operation;
  if (kind === "model") {
    const { model, arguments: given = {}, repeat = 1 } = operation;
    return {
      kind,
      model,
      name,
      trainable,
      ...(Object.keys(given).length > 0 ? { arguments: given } : {}),
      ...(repeat === 1 ? {} : { repeat }),
    };
  }
  const { class_name, config, dtype, trainable_layers, recorded } = operation;
  return {
    kind,
    class_name,
    name,
    config,
    dtype,
    trainable,
    ...(trainable_layers == null ? {} : { trainable_layers }),
    ...(recorded == null ? {} : { recorded: orderedRecorded(recorded) }),
  };
}

function orderedRecorded(recorded: Recorded): Recorded {
  const { outputs, params, reason, inputs, structure } = recorded;
  return {
    outputs: orderedSpecs(outputs),
    params,
    reason,
    ...(inputs?.length ? { inputs: orderedSpecs(inputs) } : {}),
    ...(structure == null ? {} : { structure }),
  };
}

function orderedSpecs(specs: Recorded["outputs"]): Recorded["outputs"] {
  return specs.map(({ shape, dtype }) => ({ shape, dtype })) as Recorded["outputs"];
}

function orderedCall({ operation, args, kwargs }: Call): Call {
  return { operation, args, kwargs };
}

function sorted<T>(record: Record<string, T>, each: (value: T) => T): Record<string, T> {
  const pairs = Object.entries(record).sort(([a], [b]) => byCodePoint(a, b));
  return Object.fromEntries(pairs.map(([key, value]) => [key, each(value)]));
}
