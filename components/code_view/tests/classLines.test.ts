import { expect, it } from "vitest";
import { classesOf } from "../src/classLines";

const TEXT = `import keras


@keras.saving.register_keras_serializable(package="custom")
class Scale(keras.layers.Layer):
    def call(
        self, inputs
    ):
        return inputs


RATE = 2


class Other: pass
`;

it("finds classes with their decorators, to their last line", () => {
  expect(classesOf(TEXT)).toEqual([
    { name: "Scale", line: 5, first: 4, last: 9 },
    { name: "Other", line: 15, first: 15, last: 15 },
  ]);
});

it("takes text that is being typed", () => {
  expect(classesOf("class Half(")).toEqual([{ name: "Half", line: 1, first: 1, last: 1 }]);
  expect(classesOf("")).toEqual([]);
});
