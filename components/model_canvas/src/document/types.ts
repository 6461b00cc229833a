/** The document's types under the names that this folder uses. */

export type { Entry, Port } from "../../../shared/catalogue";
export type {
  Argument,
  Call,
  Design,
  Graph,
  Layer,
  Op,
  Operation,
  Recorded,
  SubModel,
  Tensor,
} from "../../../shared/document";

/** A place on the canvas, in its pixels. */
export type Point = [number, number];

/** Constructor arguments of a layer, as far as they are set. */
export type Config = Record<string, unknown>;
