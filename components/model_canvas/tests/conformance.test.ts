/**
 * One semantics in two languages: the questions of `tests/conformance/*.json` have the same answers
 * here and in Python (`tests/conformance/test_conformance.py`).
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Design, type Graph, graphOf } from "../../shared/document";
import { isTensor, walk } from "../src/document/argument";
import { byCodePoint } from "../src/document/codePoints";
import { followsDesign, modelName } from "../src/document/modelNames";
import { freshName } from "../src/document/names";
import { type OutputCounts, resolveOutputs } from "../src/document/outputs";
import { leftAside } from "../src/document/pieces";
import { isLacking, portsOf } from "../src/document/ports";
import { usesOf } from "../src/document/sharedOperations";
import { ancestors, callsOf, edges, order } from "../src/document/traversal";
import { CATALOGUE } from "./fixtures/catalogue";
import { gallery } from "./fixtures/designs";

interface Case {
  about?: string;
  design?: Design;
  gallery?: string;
  /** How many tensors calls return, by graph. */
  counts?: Record<string, OutputCounts>;
  /** Stems to make new names of, by graph. */
  stems?: Record<string, string[]>;
  expected: Record<string, Record<string, unknown>>;
}

interface Asked {
  asked: Case;
  design: Design;
  graphId: string;
  graph: Graph;
}

const CASES = join(import.meta.dirname, "..", "..", "..", "tests", "conformance");

const outputsOf = ({ asked, graphId, graph }: Asked) =>
  resolveOutputs(graph, asked.counts?.[graphId] ?? {});

const ANSWERS: Record<string, (asked: Asked) => unknown> = {
  order: ({ graph }) => order(graph),
  calls: ({ graph }) =>
    Object.fromEntries(
      Object.keys(graph.operations)
        .map((id) => [id, callsOf(graph, id)] as const)
        .filter(([, calls]) => calls.length > 1),
    ),
  shared: ({ design, graphId }) =>
    Object.fromEntries(
      [...usesOf(design)].flatMap(([id, { calls }]) => {
        const here = calls.get(graphId);
        return here ? [[id, [...here].sort(byCodePoint)]] : [];
      }),
    ),
  edges: ({ graph }) =>
    edges(graph)
      .map(({ source, index, target, pointer }) => [source, index, target, pointer] as const)
      .sort((a, b) => byCodePoint(a[2], b[2]) || byCodePoint(a[3], b[3])),
  outputs: outputsOf,
  aside: ({ graph }) => [...leftAside(graph)].sort(byCodePoint),
  used: (asked) => {
    const tensors = [...walk(outputsOf(asked))].flatMap(([, leaf]) => (isTensor(leaf) ? leaf : []));
    const ends = tensors.map(({ tensor: [node] }) => node);
    return [...ancestors(asked.graph, ends)].sort(byCodePoint);
  },
  incomplete: ({ design, graphId, graph }) =>
    Object.keys(graph.nodes)
      .filter((id) => portsOf(design, graphId, id, (path) => CATALOGUE.find(path)).some(isLacking))
      .sort(byCodePoint),
  "model name": ({ design }) => [modelName(design.name), followsDesign(design)],
  fresh: ({ asked, graphId, graph }) =>
    Object.fromEntries(
      (asked.stems?.[graphId] ?? []).map((stem) => [stem, freshName(graph, stem)]),
    ),
};

describe.each(readdirSync(CASES).filter((name) => name.endsWith(".json")))("%s", (file) => {
  const cases = JSON.parse(readFileSync(join(CASES, file), "utf-8")) as Case[];
  it.each(cases.map((asked) => [asked.about ?? asked.gallery ?? "", asked] as const))(
    "%s",
    (_, asked) => {
      const design = asked.design ?? gallery(asked.gallery ?? "");
      for (const [graphId, expected] of Object.entries(asked.expected)) {
        const graph = graphOf(design, graphId);
        if (graph === undefined) throw new Error(`There is no graph "${graphId}"`);
        const found = Object.keys(expected).map((name) => [
          name,
          ANSWERS[name]?.({ asked, design, graphId, graph }),
        ]);
        expect(Object.fromEntries(found)).toEqual(expected);
      }
    },
  );
});
