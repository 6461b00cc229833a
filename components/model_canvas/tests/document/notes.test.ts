import { describe, expect, it } from "vitest";
import { removeNodes } from "../../src/document/nodes";
import {
  commentsOf,
  framesOf,
  freshNoteId,
  withComment,
  withFrame,
  withoutNotesOf,
} from "../../src/document/notes";
import { gallery } from "../fixtures/designs";

const plain = gallery("mlp");
const [first = "", second = ""] = Object.keys(plain.main.nodes);
const frame = { title: "stem", nodes: [first, second], color: "blue" };
const comment = { text: "why", node: first, color: "yellow" };

describe("frames and comments", () => {
  it("are put in and taken out, and leave nothing behind", () => {
    const framed = withFrame(plain, "main", "f", frame);
    expect(framesOf(framed, "main")).toEqual({ f: frame });
    expect(withFrame(framed, "main", "f", { ...frame })).toBe(framed);
    expect(withFrame(framed, "main", "f", null)).toEqual(plain);
    const said = withComment(plain, "main", "c", comment);
    expect(commentsOf(said, "main")).toEqual({ c: comment });
    expect(withComment(said, "main", "c", null)).toEqual(plain);
    expect(withComment(plain, "main", "c", null)).toBe(plain);
  });

  it("have ids of their own", () => {
    expect(freshNoteId({ frame: 1, frame_1: 1 }, "frame")).toBe("frame_2");
  });

  it("go with the calls that they are about", () => {
    const both = withComment(withFrame(plain, "main", "f", frame), "main", "c", comment);
    const less = removeNodes(both, "main", [first]);
    expect(commentsOf(less, "main")).toEqual({});
    expect(framesOf(less, "main").f?.nodes).toEqual([second]);
    expect(framesOf(removeNodes(less, "main", [second]), "main")).toEqual({});
    expect(withoutNotesOf(both, "main", new Set(["other"]))).toBe(both);
  });
});
