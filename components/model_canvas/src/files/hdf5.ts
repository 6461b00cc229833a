/** Reads an `.h5` file in a worker of its own, with a time limit. */

import { FileProblem } from "./fileProblem";
import type { Hdf5Answer, Hdf5Question } from "./hdf5.worker";

const PATIENCE_MS = 20_000;

/**
 * The text that describes the model of an `.h5` file.
 *
 * @throws FileProblem If there is none, or it cannot be read in time.
 */
export function readHdf5(file: Blob, name: string): Promise<string> {
  const worker = new Worker(new URL("./hdf5.worker.ts", import.meta.url), { type: "module" });
  const answer = new Promise<string>((done, fail) => {
    const refuse = (text: string) => fail(new FileProblem(text));
    const timer = setTimeout(
      () => refuse(`${name} is damaged: reading its HDF5 data came to no end.`),
      PATIENCE_MS,
    );
    worker.addEventListener("message", ({ data }: MessageEvent<Hdf5Answer>) => {
      clearTimeout(timer);
      if ("text" in data) done(data.text);
      else refuse(data.problem);
    });
    worker.addEventListener("error", () => {
      clearTimeout(timer);
      refuse(`${name} cannot be read: this browser allows no reader for HDF5 files.`);
    });
  });
  const question: Hdf5Question = { file, name };
  worker.postMessage(question);
  return answer.finally(() => worker.terminate());
}
