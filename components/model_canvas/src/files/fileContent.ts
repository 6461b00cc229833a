/**
 * Reads a file that the user opens. Its content decides its type, not its name; of a file with
 * weights only the model's configuration is read. The readers are loaded when they are needed.
 */

import { checkConfigSize, FileProblem, MAX_CONFIG } from "./fileProblem";
import { looksLikeSource, notebookSource } from "./pythonSource";

/** As `serialization.MAX_BYTES`. */
const MAX_DESIGN = 16 * 1024 * 1024;

const ZIP = "PK\u0003\u0004";
const HDF5 = "\u0089HDF\r\n\u001a\n";

/** Text of a file, and what it is: a design, a Keras model's configuration, or Python source. */
interface FileContent {
  type: "open" | "import" | "source";
  name: string;
  text: string;
}

/**
 * Read a file.
 *
 * @throws FileProblem In one sentence, if it is nothing that can be opened.
 */
export async function readFile(file: File): Promise<FileContent> {
  const { name } = file;
  const head = String.fromCharCode(...(await bytes(file.slice(0, 8), name)));
  if (head.startsWith(ZIP)) {
    const { kerasConfig } = await import("./kerasArchive");
    return { type: "import", name, text: await kerasConfig(file, name) };
  }
  if (head.startsWith(HDF5)) {
    const { readHdf5 } = await import("./hdf5");
    return { type: "import", name, text: await readHdf5(file, name) };
  }
  if (file.size > MAX_CONFIG) throw tooLarge(file);
  const text = new TextDecoder().decode(await bytes(file, name));
  const notebook = notebookSource(text);
  if (notebook !== null) return { type: "source", name, text: notebook };
  if (/\.py$/i.test(name) || looksLikeSource(text)) return { type: "source", name, text };
  if (isKerasModel(text)) {
    checkConfigSize(file.size, name);
    return { type: "import", name, text };
  }
  if (file.size > MAX_DESIGN) throw tooLarge(file);
  return { type: "open", name, text };
}

/**
 * Whether a text is a model in Keras' JSON, also in TensorFlow.js' `model.json`, rather than a
 * design. Python reports what is neither.
 */
function isKerasModel(text: string): boolean {
  return /"(class_name|modelTopology)"/.test(text) && !text.includes('"schema_version"');
}

async function bytes(blob: Blob, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    throw new FileProblem(`${name} cannot be read.`);
  }
}

function tooLarge({ name, size }: File): FileProblem {
  const [has, most] = [size, MAX_DESIGN].map((count) => count.toLocaleString("en-US"));
  return new FileProblem(
    `${name} has ${has} bytes; a design has at most ${most}. ` +
      "Check that it is a Layerloom design or a Keras model.",
  );
}
