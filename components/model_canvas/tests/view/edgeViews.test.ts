import { describe, expect, it } from "vitest";
import { edgeId, placeOfEdge } from "../../src/view/edgeViews";
import { graphView } from "../../src/view/graphView";
import { CATALOGUE } from "../fixtures/catalogue";
import { analysed, drawn, gallery, t } from "../fixtures/designs";

const CHAIN = drawn({
  x: ["keras.Input", { shape: [64] }, []],
  half: ["Dense", { units: 64 }, [t("x")]],
  full: ["Dense", { units: 64 }, [t("half")]],
});

function edges(design = CHAIN, analysis = analysed(design)) {
  return graphView({ design, graphId: "main", catalogue: CATALOGUE, analysis }, null).edges;
}

describe("edges", () => {
  it("are every use of a tensor, with its shape", () => {
    expect(edges().map(({ id, label, casts }) => [id, label, casts])).toEqual([
      ["half:/args/0", "(None, 64)", false],
      ["full:/args/0", "(None, 64)", false],
    ]);
  });

  it("say where the dtype changes", () => {
    const half = { output: "float16", compute: "float16" };
    const [first, second] = edges(CHAIN, analysed(CHAIN, { half }));
    expect(first).toMatchObject({ casts: true, label: "float32 → float16" });
    expect(second).toMatchObject({ casts: true, label: "float16 → float32" });
  });

  it("do not call integers cast, which layers leave alone", () => {
    const x = { output: "int32", compute: "float32" };
    expect(edges(CHAIN, analysed(CHAIN, { x }))[0]).toMatchObject({
      casts: false,
      label: "(None, 64) int32",
    });
  });

  it("of one tensor used twice are two", () => {
    const design = drawn({
      x: ["keras.Input", { shape: [64] }, []],
      add: ["Add", {}, [[t("x"), t("x")]]],
    });
    expect(edges(design).map(({ targetPort }) => targetPort)).toEqual(["/args/0/0", "/args/0/1"]);
  });

  it("leave out dangling references", () => {
    expect(edges(drawn({ a: ["Dense", { units: 1 }, [t("gone")]] }))).toEqual([]);
  });

  it("are the same objects when nothing about them changes", () => {
    const design = gallery("siamese_comparator");
    const subject = { design, graphId: "main", catalogue: CATALOGUE, analysis: analysed(design) };
    const before = graphView(subject, null);
    const moved = { ...design, positions: { main: { left: [8, 8] as [number, number] } } };
    expect(graphView({ ...subject, design: moved }, before).edges).toBe(before.edges);
  });
});

describe("ids of edges", () => {
  it("say which place they stand for", () => {
    const place = { target: "a:b", pointer: "/kwargs/key" };
    expect(placeOfEdge(edgeId(place))).toEqual(place);
  });
});
