/** What a lens shows of a call: its share of the model's cost, as a number, a text and a colour. */

import { lookup } from "../../../shared/document";
import type { CallCost, Costs, GraphAnalysis, GraphCost } from "../../../shared/types.gen";
import { exactText } from "./displayText";

/** What nodes are coloured by. */
export type LensName = "off" | "params" | "flops" | "memory" | "dtype";

export const LENSES: readonly { name: LensName; label: string; title: string }[] = [
  { name: "off", label: "Off", title: "Colours by kind of layer" },
  { name: "params", label: "Parameters", title: "Where the weights are" },
  { name: "flops", label: "FLOPs", title: "Where the float operations of a forward pass are" },
  { name: "memory", label: "Memory", title: "Where the tensors of a forward pass take memory" },
  { name: "dtype", label: "Dtype", title: "What each call computes in" },
];

/** A call seen through a lens. */
export interface Lensed {
  /** Of the graph's whole, from 0 to 1. */
  share: number;
  /** How strong its colour is, from 0 to 1: the square root of its part of the largest share. */
  strength: number;
  /** The figure and the share, as the node shows them. */
  text: string;
  /** All that is known, line by line. */
  title: string;
  dtype: string;
  /** Whether its colour stands for the dtype. */
  colours: boolean;
}

/** Whether a lens looks at what depends on how large a batch and the inputs are. */
export function needsSizes(lens: LensName): boolean {
  return lens === "flops" || lens === "memory";
}

const FIGURES: Record<"params" | "flops" | "memory", (call: CallCost) => number> = {
  params: (call) => call.params,
  flops: (call) => call.flops,
  memory: (call) => call.memory,
};

/**
 * The nodes of a graph through a lens; null without one, or where nothing is known.
 *
 * @param owner The collapsed frame that stands for each call that it hides: it costs what they do.
 * @param told What is known of the graph: parameters and dtypes need no size of an input.
 */
export function lensed(
  costs: Costs | null,
  graph: string,
  lens: LensName,
  owner: ReadonlyMap<string, string> = NOBODY,
  told?: GraphAnalysis,
): Map<string, Lensed> | null {
  const found = costs && lookup(costs.graphs, graph);
  if (!found || lens === "off") return null;
  const all = needsSizes(lens) ? found.calls : withUncounted(found.calls, told);
  const calls = owner.size === 0 ? all : together(all, owner);
  return lens === "dtype" ? byDtype(calls) : byShare(calls, lens);
}

const NOBODY: ReadonlyMap<string, string> = new Map();

/** What a call costs; `uncounted` where its operations and tensors are not. */
type Call = CallCost & { uncounted?: boolean | undefined };

type Calls = Record<string, Call>;

/** The counted calls, and what is known of the others: their parameters and dtypes. */
export function withUncounted(counted: GraphCost["calls"], told?: GraphAnalysis): Calls {
  const found: Calls = {};
  for (const operation of Object.values(told?.operations ?? {})) {
    operation.calls.forEach((id, index) => {
      const outputs = told?.nodes[id]?.outputs;
      const dtype = operation.compute_dtype ?? outputs?.[0]?.dtype;
      if (dtype === undefined) return;
      // Weights count where they are used first.
      const [params, bytes] = index === 0 ? [operation.params, operation.bytes] : [0, 0];
      const nothing = { flops: 0, macs: 0, memory: 0, kept: 0, field: "", formula: "", notes: [] };
      found[id] = { ...nothing, params, bytes, dtype, uncounted: true };
    });
  }
  return { ...found, ...counted };
}

/** What nodes cost, with the calls that a frame hides as one. */
function together(calls: Calls, owner: ReadonlyMap<string, string>): Calls {
  const found: Calls = {};
  for (const [id, call] of Object.entries(calls)) {
    const node = owner.get(id);
    const before = node === undefined ? undefined : lookup(found, node);
    found[node ?? id] = before
      ? {
          flops: before.flops + call.flops,
          macs: before.macs + call.macs,
          params: before.params + call.params,
          bytes: before.bytes + call.bytes,
          memory: before.memory + call.memory,
          kept: before.kept + call.kept,
          dtype: before.dtype === call.dtype ? call.dtype : "several dtypes",
          uncounted: before.uncounted || call.uncounted,
          field: call.field || before.field,
          formula: "",
          notes: [...new Set([...before.notes, ...call.notes])],
        }
      : node === undefined
        ? call
        : { ...call, formula: "" };
  }
  return found;
}

function byShare(all: Calls, lens: "params" | "flops" | "memory"): Map<string, Lensed> {
  const figure = FIGURES[lens];
  const calls = Object.entries(all);
  const figures = calls.map(([, call]) => figure(call));
  const total = figures.reduce((sum, one) => sum + one, 0);
  const most = figures.reduce((largest, one) => Math.max(largest, one), 0);
  return new Map(
    calls.map(([id, call], index) => {
      const own = figures[index] ?? 0;
      const share = total > 0 ? own / total : 0;
      const strength = most > 0 ? Math.sqrt(own / most) : 0;
      const amount = lens === "memory" ? bytesText(own) : briefText(own);
      const text = own > 0 ? `${amount} · ${percentText(share)}` : "";
      return [
        id,
        { share, strength, text, title: titleOf(call), dtype: call.dtype, colours: false },
      ];
    }),
  );
}

function byDtype(calls: Calls): Map<string, Lensed> {
  return new Map(
    Object.entries(calls).map(([id, call]) => [
      id,
      {
        share: 0,
        strength: 1,
        text: call.dtype,
        title: titleOf(call),
        dtype: call.dtype,
        colours: true,
      },
    ]),
  );
}

function titleOf(call: Call): string {
  const lines = [
    call.uncounted
      ? "float operations and tensors are not counted yet"
      : `${exactText(call.flops)} float operations, ${exactText(call.macs)} multiply-adds`,
  ];
  if (call.formula && call.flops > 0) lines.push(`most of them: ${call.formula}`);
  if (call.params > 0) lines.push(`${exactText(call.params)} parameters, ${bytesText(call.bytes)}`);
  lines.push(
    call.uncounted
      ? `computes in ${call.dtype}`
      : `${bytesText(call.memory)} of tensors in ${call.dtype}`,
  );
  if (call.field) lines.push(`sees ${call.field} of the input`);
  return [...lines, ...call.notes].join("\n");
}

/** The colour of a dtype, as a custom property of the theme. */
export function dtypeColour(dtype: string): string {
  if (dtype === "float32") return "var(--lens-float32)";
  if (dtype === "float16" || dtype === "bfloat16") return "var(--lens-half)";
  if (dtype === "float64") return "var(--lens-double)";
  return "var(--lens-integer)";
}

/** What a graph costs in all, for the status bar. */
export function totalsText(graph: GraphCost, costs: Costs): string[] {
  const partial = costs.problems.length > 0;
  if (partial && graph.memory === 0) return ["FLOPs and memory not counted yet"];
  const least = partial ? "at least " : "";
  return [
    `${least}${briefText(graph.flops)} FLOPs`,
    `${least}${bytesText(graph.memory)} of tensors`,
  ];
}

const LETTERS = ["", " k", " M", " G", " T", " P", " E"];

/** Three digits and a letter: `7.73 G`. */
export function briefText(value: number): string {
  let [rest, step] = [value, 0];
  while (rest >= 999.5 && step < LETTERS.length - 1) {
    rest /= 1000;
    step += 1;
  }
  return step === 0 ? String(value) : `${Number(rest.toPrecision(3))}${LETTERS[step]}`;
}

/** Bytes with three digits and a unit of 1000s: `97.8 MB`. */
export function bytesText(value: number): string {
  const text = briefText(value);
  return text.includes(" ") ? `${text}B` : `${text} B`;
}

function percentText(share: number): string {
  const percent = share * 100;
  if (percent >= 9.95) return `${Math.round(percent)} %`;
  return percent >= 0.05 ? `${percent.toFixed(1)} %` : "< 0.1 %";
}
