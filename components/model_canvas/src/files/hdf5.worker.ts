/** Reads `.h5` files in a worker, which can be ended if a damaged file keeps the reader busy. */

import { FileProblem } from "./fileProblem";
import { hdf5Config } from "./hdf5Config";

/** What is asked. */
export interface Hdf5Question {
  file: Blob;
  name: string;
}

/** What comes back: the text, or a sentence. */
export type Hdf5Answer = { text: string } | { problem: string };

self.addEventListener("message", async ({ data }: MessageEvent<Hdf5Question>) => {
  let answer: Hdf5Answer;
  try {
    answer = { text: await hdf5Config(data.file, data.name) };
  } catch (error) {
    const damaged = `${data.name} is damaged: its HDF5 data cannot be read.`;
    answer = { problem: error instanceof FileProblem ? error.message : damaged };
  }
  self.postMessage(answer);
});
