import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";
import { describe, expect, it, vi } from "vitest";
import { readFile } from "../../src/files/fileContent";
import { FileProblem, MAX_CONFIG } from "../../src/files/fileProblem";
import { hdf5Config } from "../../src/files/hdf5Config";
import { kerasConfig } from "../../src/files/kerasArchive";

const CONFIG = '{"class_name": "Sequential", "config": {"name": "small", "layers": []}}';

async function archive(members: Record<string, string>): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, text] of Object.entries(members)) {
    await writer.add(name, new TextReader(text), { level: name.endsWith(".h5") ? 0 : 6 });
  }
  return writer.close();
}

function hdf5(name: string): Blob {
  return new Blob([readFileSync(join(import.meta.dirname, name))]);
}

function named(content: Blob | string, name: string): File {
  return new File([content], name);
}

describe("a .keras file", () => {
  it("gives its config, whatever else is in it, and whatever it is called", async () => {
    const file = await archive({
      "metadata.json": "{}",
      "config.json": CONFIG,
      "model.weights.h5": "w".repeat(100_000),
    });
    const found = await readFile(named(file, "small.zip"));
    expect(found).toEqual({ type: "import", name: "small.zip", text: CONFIG });
  });

  it("is not read beyond what describes the model", async () => {
    const file = await archive({
      "config.json": CONFIG,
      "model.weights.h5": "w".repeat(4_000_000),
    });
    let read = 0;
    const slice = file.slice.bind(file);
    vi.spyOn(file, "slice").mockImplementation((from, to, type) => {
      read += (to ?? file.size) - (from ?? 0);
      return slice(from, to, type);
    });
    expect(await kerasConfig(file, "large.keras")).toBe(CONFIG);
    expect(read).toBeLessThan(200_000);
  });

  it.each([
    ["without config.json", { "saved_model.pb": "x" }, /without config\.json/],
    ["whose config is too large", { "config.json": " ".repeat(MAX_CONFIG + 1) }, /more than 64 MB/],
  ])(
    "%s is refused in a sentence",
    async (_, members, problem) => {
      const many = Array.from({ length: 10_002 }, (_, index) => [`${index}`, ""] as const);
      const file = await archive("many" in members ? Object.fromEntries(many) : { ...members });
      await expect(kerasConfig(file, "odd.keras")).rejects.toThrow(problem);
      await expect(kerasConfig(file, "odd.keras")).rejects.toBeInstanceOf(FileProblem);
    },
    60_000,
  );

  it("that says less of its size than it has is refused", async () => {
    const bytes = new Uint8Array(
      await (await archive({ "config.json": " ".repeat(1_000_000) })).arrayBuffer(),
    );
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 30 < bytes.length; at += 1) {
      const signature = view.getUint32(at, true);
      if (signature === 0x02014b50) view.setUint32(at + 24, 10, true);
      if (signature === 0x04034b50) view.setUint32(at + 22, 10, true);
    }
    await expect(kerasConfig(new Blob([bytes]), "liar.keras")).rejects.toBeInstanceOf(FileProblem);
  });

  it("that breaks off is refused in a sentence", async () => {
    const file = await archive({ "config.json": CONFIG, "model.weights.h5": "w".repeat(1000) });
    const torn = named(file.slice(0, file.size - 40), "torn.keras");
    await expect(readFile(torn)).rejects.toThrow("torn.keras is damaged");
  });
});

describe("an .h5 file", () => {
  it("gives the config of its model, from its beginning alone", async () => {
    const file = new Blob([hdf5("model.h5"), new Uint8Array(8 * 2 ** 20)]);
    const slice = vi.spyOn(file, "slice");
    expect(JSON.parse(await hdf5Config(file, "model.h5"))).toEqual(JSON.parse(CONFIG));
    expect(slice.mock.calls).toEqual([[0, 2 ** 20]]);
  });

  it("of weights says what to do", async () => {
    const problem = /holds weights and no model: save the whole model/;
    await expect(hdf5Config(hdf5("weights.h5"), "weights.h5")).rejects.toThrow(problem);
  });

  it.each([9, 100, 500])(
    "that breaks off after %s bytes is refused in a sentence",
    async (size) => {
      const torn = hdf5("model.h5").slice(0, size);
      await expect(hdf5Config(torn, "torn.h5")).rejects.toThrow("torn.h5 is damaged");
    },
  );
});

describe("a text file", () => {
  it("is a design or a model of Keras", async () => {
    const design = '{"schema_version": 2, "main": {"operations": {"class_name": "x"}}}';
    const opened = await readFile(named(design, "a.json"));
    expect(opened).toEqual({ type: "open", name: "a.json", text: design });
    const imported = await readFile(named(CONFIG, "b.json"));
    expect(imported).toEqual({ type: "import", name: "b.json", text: CONFIG });
  });

  it.each([
    '{"modelTopology": {"model_config": {"class_name": "Sequential"}}, "weightsManifest": []}',
    '{"format": "graph-model", "modelTopology": {"node": []}, "weightsManifest": []}',
  ])("of TensorFlow.js is for Python to read or to refuse", async (text) => {
    const found = await readFile(named(text, "model.json"));
    expect(found).toEqual({ type: "import", name: "model.json", text });
  });

  it("of anything else is for Python to tell", async () => {
    expect(await readFile(named("", "empty.json"))).toMatchObject({ type: "open", text: "" });
    expect(await readFile(named("a,b\n1,2", "data.csv"))).toMatchObject({ type: "open" });
  });

  it("that is too large is refused unread", async () => {
    const file = named("{}", "big.json");
    Object.defineProperty(file, "size", { value: MAX_CONFIG + 1 });
    const whole = vi.spyOn(file, "arrayBuffer");
    await expect(readFile(file)).rejects.toThrow("a design has at most 16,777,216");
    expect(whole).not.toHaveBeenCalled();
  });
});
