import { beforeEach, describe, expect, it } from "vitest";
import { duplicateSelection } from "../../src/actions/addNodes";
import { placeNodes, tidyGraph } from "../../src/actions/arrange";
import { copySelection, cutSelection } from "../../src/actions/editSelection";
import {
  addComment,
  addFrame,
  changeComment,
  changeFrame,
  endWriting,
  measureMiddle,
  removeFrame,
} from "../../src/actions/notes";
import { commentsOf, framesOf } from "../../src/document/notes";
import type { CanvasStore } from "../../src/store/canvasState";
import { createUiStore } from "../../src/store/uiStore";
import { storeWith } from "../fixtures/canvas";
import { gallery } from "../fixtures/designs";

let store: CanvasStore;
let ui = createUiStore();

const labels = () => store.getState().past.map(({ label }) => label);
const comments = () => commentsOf(store.getState().design, "main");
const frames = () => framesOf(store.getState().design, "main");

beforeEach(() => {
  store = storeWith(gallery("siamese_comparator"));
  ui = createUiStore();
});

describe("a comment", () => {
  it("that lies among what is cut goes along, in one step", () => {
    const { select, undo } = store.getState();
    const places = store.getState().design.positions.main ?? {};
    const all = Object.keys(places);
    const middle = (of: number[]) => (Math.min(...of) + Math.max(...of)) / 2;
    const x = middle(Object.values(places).map(([left]) => left));
    const y = middle(Object.values(places).map(([, top]) => top));
    const size: [number, number] = [20, 20];
    addComment(store, ui, [0, 0]);
    endWriting(store, ui, "among");
    changeComment(store, "comment", "Move", { position: [x, y], size });
    select(all.slice(0, 1));
    expect(copySelection(store)?.comments).toBeUndefined();
    select(all);
    duplicateSelection(store);
    expect(Object.keys(comments())).toEqual(["comment", "comment_1"]);
    undo();
    const before = store.getState().design;
    select(all);
    const clip = cutSelection(store);
    expect(clip?.comments?.main).toEqual(before.comments?.main);
    expect(store.getState().design.comments).toBeUndefined();
    store.getState().undo();
    expect(store.getState().design).toBe(before);
  });

  it("comes to be with its words, in one step", () => {
    measureMiddle(ui, () => [5001, 50]);
    addComment(store, ui);
    expect(labels()).toEqual([]);
    endWriting(store, ui, " Both towers \n");
    expect(comments().comment).toMatchObject({ text: "Both towers", position: [5000, 48] });
    expect(labels()).toEqual(["Add a comment"]);
    store.getState().undo();
    expect(store.getState().design.comments).toBeUndefined();
  });

  it("lies on no node", () => {
    const [x = 0, y = 0] = store.getState().design.positions.main?.left ?? [];
    measureMiddle(ui, () => [x - 104, y]);
    addComment(store, ui);
    endWriting(store, ui, "here");
    const place = comments().comment?.position ?? [0, 0];
    expect(place).not.toEqual([x - 104, y]);
    expect(Math.abs(place[0] - x) + Math.abs(place[1] - y)).toBeLessThan(600);
  });

  it("is out of the way of nodes that are laid out anew", async () => {
    const [x = 0, y = 0] = store.getState().design.positions.main?.left ?? [];
    addComment(store, ui, [x + 4000, y]);
    endWriting(store, ui, "far");
    changeComment(store, "comment", "Move", { position: [x - 104, y] });
    await tidyGraph(store);
    expect(comments().comment?.position).not.toEqual([x - 104, y]);
    expect(labels().at(-1)).toBe("Tidy");
  });

  it("is about the node that alone is selected", () => {
    store.getState().select(["left"]);
    addComment(store, ui);
    endWriting(store, ui, "one side");
    expect(comments().comment).toEqual({ text: "one side", node: "left", color: "yellow" });
    changeComment(store, "comment", "Detach", { node: null, position: [8, 8] });
    expect(comments().comment).toEqual({ text: "one side", position: [8, 8], color: "yellow" });
  });

  it("without words is none", () => {
    addComment(store, ui);
    endWriting(store, ui, "  ");
    addComment(store, ui);
    endWriting(store, ui, null);
    expect(labels()).toEqual([]);
  });
});

describe("a frame", () => {
  it("holds what was selected, in a colour that no other has", () => {
    expect(addFrame(store, ui)).toBe(false);
    store.getState().select(["left", "right"]);
    addFrame(store, ui);
    endWriting(store, ui, "towers");
    addFrame(store, ui);
    endWriting(store, ui, "");
    expect(frames().frame).toEqual({ title: "towers", nodes: ["left", "right"], color: "blue" });
    expect(frames().frame_1?.color).toBe("green");
    changeFrame(store, "frame", "Collapse", { collapsed: true });
    expect(frames().frame?.collapsed).toBe(true);
    changeFrame(store, "frame", "Open", { collapsed: false });
    expect(frames().frame).not.toHaveProperty("collapsed");
    removeFrame(store, "frame");
    expect(Object.keys(frames())).toEqual(["frame_1"]);
  });

  it("is joined and left by nodes that are moved, in the step that moves them", () => {
    store.getState().select(["left", "right"]);
    addFrame(store, ui);
    endWriting(store, ui, "");
    const places = store.getState().design.positions.main ?? {};
    placeNodes(store, { right: [2000, 2000] });
    expect(frames().frame?.nodes).toEqual(["left"]);
    placeNodes(store, { right: places.left ?? [0, 0] });
    expect(frames().frame?.nodes).toEqual(["left", "right"]);
    expect(labels()).toEqual(["Frame 2 nodes", "Move 1 node", "Move 1 node"]);
  });
});

it("the copy of a frame lies in no other", () => {
  const nodes = Object.keys(store.getState().design.main.nodes).slice(0, 2);
  store.getState().select(nodes);
  addFrame(store, ui);
  endWriting(store, ui, "twin");
  duplicateSelection(store);
  const [first, second] = Object.values(frames());
  expect(first?.nodes).toEqual(nodes);
  expect(second).toEqual({ ...first, nodes: store.getState().selection });
});
