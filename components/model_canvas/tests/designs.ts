/** Designs that the tests draw: the gallery, and small ones made by hand. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Analysis,
  type Argument,
  type Design,
  emptyDesign,
  type Layer,
} from "../../shared/document";

const GALLERY = join(import.meta.dirname, "..", "..", "..", "model_codegen", "gallery");

export function gallery(name: string): Design {
  return JSON.parse(readFileSync(join(GALLERY, `${name}.json`), "utf-8")) as Design;
}

/** The tensor of a node. */
export function t(node: string, index = 0): { tensor: [string, number] } {
  return { tensor: [node, index] };
}

type Call = [className: string, config: Layer["config"], args: Argument[]];

/** A design of one layer per node; a class without a dot is of `keras.layers`. */
export function drawn(calls: Record<string, Call>): Design {
  const design = emptyDesign();
  for (const [id, [name, config, args]] of Object.entries(calls)) {
    const class_name = name.includes(".") ? name : `keras.layers.${name}`;
    design.main.operations[id] = {
      kind: "layer",
      class_name,
      name: id,
      config,
      dtype: null,
      trainable: true,
    };
    design.main.nodes[id] = { operation: id, args, kwargs: {} };
  }
  const inputs = Object.keys(calls).filter((id) => calls[id]?.[0] === "keras.Input");
  return { ...design, main: { ...design.main, inputs } };
}

/** An analysis that gives every node of the main graph one tensor. */
export function analysed(
  design: Design,
  dtypes: Record<string, { output: string; compute: string }> = {},
): Analysis {
  const nodes: Analysis["graphs"][string]["nodes"] = {};
  const operations: Analysis["graphs"][string]["operations"] = {};
  for (const [id, { operation }] of Object.entries(design.main.nodes)) {
    const { output, compute } = dtypes[id] ?? { output: "float32", compute: "float32" };
    nodes[id] = { state: "known", outputs: [{ shape: [null, 64], dtype: output }] };
    operations[operation] = {
      calls: [...(operations[operation]?.calls ?? []), id],
      weights: [],
      params: 10,
      trainable_params: 10,
      non_trainable_params: 0,
      bytes: 40,
      compute_dtype: compute,
      variable_dtype: "float32",
    };
  }
  const totals = { total_params: 10, trainable_params: 10, non_trainable_params: 0, bytes: 40 };
  const main = { nodes, operations, outputs: [], unused: [], ...totals };
  return { graphs: { main }, diagnostics: [] };
}
