/** `.keras` files: archives of which only `config.json` is read, however large the weights are. */

import { BlobReader, type Entry, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import { checkConfigSize, FileProblem, MAX_CONFIG } from "./fileProblem";

/** Most files in an archive; as `importers.containers.MAX_MEMBERS`. */
const MAX_MEMBERS = 10_000;

/**
 * The text that describes the model of a `.keras` file.
 *
 * @throws FileProblem If there is none.
 */
export async function kerasConfig(file: Blob, name: string): Promise<string> {
  const archive = new ZipReader(new BlobReader(file), { useWebWorkers: false });
  try {
    const entry = await configEntry(archive, name);
    checkConfigSize(entry.uncompressedSize, name);
    return await unpacked(entry, name);
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw new FileProblem(`${name} is damaged: its archive cannot be unpacked.`);
  } finally {
    await archive.close();
  }
}

type Unpackable = Entry & { directory: false };

async function configEntry(archive: ZipReader<Blob>, name: string): Promise<Unpackable> {
  let count = 0;
  for await (const entry of archive.getEntriesGenerator()) {
    if (entry.filename === "config.json" && !entry.directory) return entry;
    count += 1;
    if (count > MAX_MEMBERS) {
      throw new FileProblem(
        `${name} holds more than ${MAX_MEMBERS.toLocaleString("en-US")} files: no Keras model.`,
      );
    }
  }
  throw new FileProblem(`${name} is an archive without config.json, so it is no .keras file.`);
}

/** The size that an archive declares need not be true, so bytes are counted while unpacking. */
async function unpacked(entry: Unpackable, name: string): Promise<string> {
  const parts: BlobPart[] = [];
  let size = 0;
  const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(part) {
      size += part.byteLength;
      checkConfigSize(size, name);
      // The library goes on to use the memory that it hands out.
      parts.push(part.slice());
    },
  });
  try {
    await entry.getData(sink);
  } catch (error) {
    if (size > MAX_CONFIG) checkConfigSize(size, name);
    throw error;
  }
  return new Blob(parts).text();
}
