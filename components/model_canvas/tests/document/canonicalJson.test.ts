import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Design, emptyDesign } from "../../../shared/document";
import { canonical } from "../../src/document/canonicalJson";
import { addNode } from "../../src/document/nodes";
import { DENSE } from "../fixtures/entries";

const folder = join(import.meta.dirname, "../../../../model_codegen/gallery");
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

describe("canonical text", () => {
  it.each(files)("of %s is the text that Python writes", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    expect(canonical(JSON.parse(text))).toBe(text);
  });

  it("keeps what only some layers say", () => {
    const { design } = addNode(emptyDesign(), "main", DENSE, [0, 0]);
    const [id, layer] = Object.entries(design.main.operations)[0] ?? [];
    const recorded = {
      reason: "own",
      params: 3,
      outputs: [{ dtype: "float32", shape: [null, 2] }],
    };
    const main = {
      ...design.main,
      operations: { [String(id)]: { recorded, trainable_layers: 2, ...layer } },
    };
    const text = canonical({ ...design, main } as typeof design);
    const read = JSON.parse(text).main.operations[String(id)];
    expect(Object.keys(read).slice(-2)).toEqual(["trainable_layers", "recorded"]);
    expect(Object.keys(read.recorded)).toEqual(["outputs", "params", "reason"]);
    const nested = { structure: { h: [1], y: 0 }, ...recorded };
    const tree = { ...main, operations: { own: { recorded: nested, ...layer } } };
    const kept = JSON.parse(canonical({ ...design, main: tree } as typeof design));
    expect(kept.main.operations.own.recorded.structure).toEqual({ h: [1], y: 0 });
    expect(canonical(design)).not.toContain("recorded");
  });

  it("names the order of outputs where there is one to name", () => {
    const design = emptyDesign();
    const main = { ...design.main, output_order: ["b", "a"] };
    const text = canonical({ ...design, main });
    expect(Object.keys(JSON.parse(text).main).slice(-2)).toEqual(["outputs", "output_order"]);
    const none = { ...design, main: { ...design.main, output_order: [] } };
    expect(canonical(none)).toBe(canonical(design));
  });

  it("tells where weights come from", () => {
    const design = emptyDesign();
    const config = { weights: "imagenet" };
    const source = { config, class_name: "keras.applications.VGG16" };
    const text = canonical({ ...design, main: { ...design.main, pretrained: [source] } });
    const read = JSON.parse(text).main;
    expect(Object.keys(read).slice(-2)).toEqual(["outputs", "pretrained"]);
    expect(Object.keys(read.pretrained[0])).toEqual(["class_name", "config"]);
    const none = { ...design, main: { ...design.main, pretrained: [] } };
    expect(canonical(none)).toBe(canonical(design));
  });

  it("holds operations and code of the whole design where it has them", () => {
    const { design } = addNode(emptyDesign(), "main", DENSE, [0, 0]);
    const { operations } = design.main;
    const text = canonical({ ...design, operations, code: "class Own:\n    pass\n" });
    expect(Object.keys(JSON.parse(text)).slice(-3)).toEqual(["operations", "code", "positions"]);
    expect(canonical({ ...design, operations: {}, code: "" })).toBe(canonical(design));
  });

  it("writes a training as Python does", () => {
    const written = {
      optimizer: { class_name: "keras.optimizers.Adam", config: { weight_decay: 1, beta_1: 2 } },
      heads: { a: { loss: { class_name: "b", config: {} } }, b: { weight: 2 } },
      data: {
        kind: "csv",
        options: { size: [1, 2] },
        inputs: { x: { fields: ["x"], steps: [{ step: "scale", by: 2 }] } },
      },
      stages: [{ name: "head", trainable: { base: 1, top: true } }],
      seed: 1,
    };
    const { optimizer, heads, data, stages, seed } = written;
    const turned = {
      seed,
      stages: stages.map(({ name, trainable }) => ({
        trainable: { top: trainable.top, base: trainable.base },
        name,
      })),
      data: { ...data, inputs: { x: { steps: [{ by: 2, step: "scale" }], fields: ["x"] } } },
      heads: { b: heads.b, a: { loss: { config: {}, class_name: "b" } } },
      optimizer: { config: optimizer.config, class_name: optimizer.class_name },
    } as unknown as NonNullable<Design["training"]>;
    const { training } = JSON.parse(canonical({ ...emptyDesign(), training: turned }));
    expect(JSON.stringify(training)).toBe(JSON.stringify(written));
  });

  it("writes blocks, frames and comments as Python does", () => {
    const bare = emptyDesign();
    const block = { kind: "model" as const, model: "b", name: "b", trainable: true };
    const text = `{
  "schema_version": 2,
  "name": "model",
  "dtype_policy": "float32",
  "main": {
    "name": "model",
    "operations": {
      "one": {
        "kind": "model",
        "model": "b",
        "name": "b",
        "trainable": true,
        "arguments": {
          "filters": 64
        },
        "repeat": 12
      },
      "other": {
        "kind": "model",
        "model": "b",
        "name": "b",
        "trainable": true
      }
    },
    "nodes": {},
    "inputs": [],
    "outputs": "auto"
  },
  "models": {
    "b": {
      "name": "b",
      "operations": {},
      "nodes": {},
      "inputs": [],
      "outputs": "auto",
      "parameters": {
        "filters": 32
      }
    }
  },
  "positions": {},
  "frames": {
    "main": {
      "f": {
        "title": "stem",
        "nodes": [
          "b",
          "a"
        ],
        "color": "blue",
        "collapsed": true
      }
    }
  },
  "comments": {
    "main": {
      "c": {
        "text": "why\\n12",
        "position": [
          12.0,
          3.5
        ],
        "color": "yellow"
      }
    }
  }
}
`;
    const main = {
      ...bare.main,
      operations: {
        other: { ...block, repeat: 1, arguments: {} },
        one: { repeat: 12, arguments: { filters: 64 }, ...block },
      },
    };
    const design: Design = {
      ...bare,
      main,
      models: { b: { parameters: { filters: 32 }, ...emptyDesign("b").main } },
      comments: {
        main: { c: { color: "yellow", text: "why\n12", position: [12, 3.5], node: null } },
      },
      frames: {
        main: { f: { collapsed: true, title: "stem", color: "blue", nodes: ["b", "a"] } },
      },
    };
    expect(canonical(design)).toBe(text);
  });

  it("does not depend on the order in which nodes came", () => {
    const one = ["a", "b"].reduce(
      (design, auto_name) => addNode(design, "main", { ...DENSE, auto_name }, [0, 0]).design,
      emptyDesign(),
    );
    const other = ["b", "a"].reduce(
      (design, auto_name) => addNode(design, "main", { ...DENSE, auto_name }, [0, 0]).design,
      emptyDesign(),
    );
    expect(canonical(one)).toBe(canonical(other));
  });

  it("sorts ids by code point, as Python does", () => {
    const ids = ["\u{1F600}", "\uFFFD", "z"];
    const design = ids.reduce(
      (here, auto_name) => addNode(here, "main", { ...DENSE, auto_name }, [0, 0]).design,
      emptyDesign(),
    );
    const written = Object.keys(JSON.parse(canonical(design)).main.nodes);
    expect(written).toEqual(["z", "\uFFFD", "\u{1F600}"]);
  });
});
