/** What is wrong with a file, in a sentence for a person. */
export class FileProblem extends Error {}

/** The largest description of a model that is read; as `importers.containers.MAX_CONFIG`. */
export const MAX_CONFIG = 64 * 1024 * 1024;

/** Refuse a description that no model needs, before or after it was unpacked. */
export function checkConfigSize(size: number, name: string): void {
  if (size <= MAX_CONFIG) return;
  throw new FileProblem(
    `${name} describes its model in more than ${MAX_CONFIG / 2 ** 20} MB; no model needs so much.`,
  );
}
