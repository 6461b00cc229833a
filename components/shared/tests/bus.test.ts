import { expect, it } from "vitest";
import { Bus } from "../bus";

it("tells every subscriber until it leaves", () => {
  const bus = new Bus();
  const heard: string[] = [];
  const leave = bus.on("focus", ({ nodes }) => heard.push(`a ${nodes}`));
  bus.on("focus", ({ nodes }) => heard.push(`b ${nodes}`));
  bus.emit("focus", { graph: "main", nodes: ["x"] });
  leave();
  bus.emit("focus", { graph: "main", nodes: ["y"] });
  expect(heard).toEqual(["a x", "b x", "b y"]);
});

it("remembers what is so, and not what was asked for", () => {
  const bus = new Bus();
  const place = { graph: "main", nodes: ["x"] };
  bus.emit("selection", place);
  bus.emit("focus", place);
  const heard: string[] = [];
  bus.on("selection", () => heard.push("selection"));
  bus.on("focus", () => heard.push("focus"));
  expect(heard).toEqual(["selection"]);
  expect(bus.last("selection")).toBe(place);
});
