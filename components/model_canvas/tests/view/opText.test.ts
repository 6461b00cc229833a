import { describe, expect, it } from "vitest";
import type { Argument, Call } from "../../../shared/document";
import { MISSING, tensor } from "../../src/document/argument";
import { opText } from "../../src/view/opText";
import { CATALOGUE } from "../fixtures/catalogue";

const x = tensor("x");
const y = tensor("y");
const rows: Argument = { slice: [null, null, null] };

function written(name: string, args: Argument[], kwargs: Call["kwargs"] = {}) {
  const path = `keras.ops.${name}`;
  return opText({ operation: "op", args, kwargs }, path, name, CATALOGUE.find(path));
}

describe("an operation on its node", () => {
  it.each<[string, string, Argument[], Call["kwargs"]]>([
    ["a + b", "add", [x, y], {}],
    ["x / 255", "true_divide", [x, 255], {}],
    ["1 - x", "subtract", [1, x], {}],
    ["a @ b", "matmul", [x, MISSING], {}],
    ["-x", "negative", [x], {}],
    ["x[:, 0]", "get_item", [x], { key: { tuple: [rows, 0] } }],
    ["x[ ]", "get_item", [x], {}],
    ["x[…]", "get_item", [x], { key: { tuple: [rows, y] } }],
    ["mean(axis=1)", "mean", [x], { axis: 1 }],
    ["mean", "mean", [x], {}],
    ["reshape((-1, 7))", "reshape", [x], { newshape: { tuple: [-1, 7] } }],
    ['einsum("ij,jk->ik")', "einsum", ["ij,jk->ik", x, y], {}],
  ])("reads %s", (title, name, args, kwargs) => {
    expect(written(name, args, kwargs)).toMatchObject({ title, summary: "" });
  });

  it("leaves to the line below what is long", () => {
    expect(written("norm", [x], { ord: "fro", axis: { tuple: [1, 2] } })).toEqual({
      title: "norm",
      summary: 'ord="fro", axis=(1, 2)',
      operator: false,
    });
  });
});
