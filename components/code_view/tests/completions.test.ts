import { CompletionContext } from "@codemirror/autocomplete";
import { python } from "@codemirror/lang-python";
import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { expect, it } from "vitest";
import { readCatalogue } from "../../shared/catalogue";
import { complete } from "../src/completions";

const DENSE = {
  path: "keras.layers.Dense",
  name: "Dense",
  kind: "layer",
  summary: "A dense layer.",
  schema: {
    properties: {
      units: { description: "How many." },
      activation: { $ref: "#/$defs/activation", default: null },
    },
  },
  call_schema: {},
  ports: [],
  aliases: [],
};
const ADD = {
  ...DENSE,
  path: "keras.ops.add",
  name: "add",
  kind: "op",
  call_schema: { properties: { x1: {}, x2: {} } },
};
const CATALOGUE = readCatalogue({
  keras_version: "3",
  definitions: { activation: { anyOf: [{ enum: ["relu", "selu"] }, { type: "null" }] } },
  entries: { "keras.layers.Dense": DENSE, "keras.ops.add": ADD },
} as never);

/** What is offered where `|` is. */
function offered(text: string, explicit = false): string[] {
  const pos = text.indexOf("|");
  const state = EditorState.create({ doc: text.replace("|", ""), extensions: [python()] });
  ensureSyntaxTree(state, state.doc.length, 1000);
  const found = complete(new CompletionContext(state, pos, explicit), CATALOGUE);
  return (found?.options ?? []).map(({ label }) => label);
}

it.each([
  ["x = layers.De|", ["Dense"]],
  ["x = keras.layers.|", ["Dense"]],
  ["x = ops.a|(x)", ["add"]],
  ["x = layers.Dense(8, act|)(x)", ["units=", "activation=", "name=", "dtype=", "trainable="]],
  ["x = layers.Dense(units=8, a|)", ["activation=", "name=", "dtype=", "trainable="]],
  ["y = ops.add(x|)", ["x1=", "x2="]],
  ["x = layers.Dense(8, activation=|)", ['"relu"', '"selu"']],
  ['x = layers.Dense(8, activation="re|")', ["relu", "selu"]],
  ["# layers.De|", []],
  ["x = layers.Dense(8, |)", []],
  ["x = print(a|)", []],
  ["a|", []],
])("at %s: %j", (text, options) => {
  expect(offered(text)).toEqual(options);
});

it("offers arguments before a letter is typed where it is asked", () => {
  expect(offered("x = layers.Dense(|)", true)).toContain("units=");
});
