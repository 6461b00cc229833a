/** Reads the model's configuration from an `.h5` file: one attribute, stored before the weights. */

import { File as Hdf5 } from "jsfive";
import { checkConfigSize, FileProblem } from "./fileProblem";

/** Sizes of the beginnings that are tried one after the other before the whole file, in bytes. */
const BEGINNINGS = [2 ** 20, 2 ** 24];

/** The largest file that is taken into memory as a whole. */
const MAX_WHOLE = 2 ** 30;

/**
 * The text that describes the model of an `.h5` file.
 *
 * @throws FileProblem If there is none.
 */
export async function hdf5Config(file: Blob, name: string): Promise<string> {
  const config = await attribute(file, name, "model_config");
  if (typeof config !== "string" || config === "") {
    throw new FileProblem(
      `${name} holds weights and no model: save the whole model with model.save.`,
    );
  }
  checkConfigSize(config.length, name);
  return config;
}

async function attribute(file: Blob, name: string, key: string): Promise<unknown> {
  const sizes = [...BEGINNINGS.filter((size) => size < file.size), file.size];
  for (const size of sizes.filter((wanted) => wanted <= MAX_WHOLE)) {
    const content = await file.slice(0, size).arrayBuffer();
    try {
      const { attrs } = new Hdf5(content, name);
      return Object.hasOwn(attrs, key) ? attrs[key] : undefined;
    } catch {
      // The attribute lies further on, or the file is damaged: try with more of the file.
    }
  }
  throw new FileProblem(`${name} is damaged: its HDF5 data cannot be read.`);
}
