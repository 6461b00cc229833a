import { expect, it } from "vitest";
import { metricsOf } from "../src/metrics";

it("puts training and validation together, head by head, the loss first", () => {
  const names = [
    "digit_accuracy",
    "digit_loss",
    "digit_two_loss",
    "learning_rate",
    "loss",
    "val_digit_accuracy",
    "val_loss",
  ];
  expect(metricsOf(names, ["digit", "digit_two"])).toEqual([
    { name: "loss", head: "", metric: "loss" },
    { name: "digit_loss", head: "digit", metric: "loss" },
    { name: "digit_accuracy", head: "digit", metric: "accuracy" },
    { name: "digit_two_loss", head: "digit_two", metric: "loss" },
    { name: "learning_rate", head: "", metric: "learning_rate" },
  ]);
});
