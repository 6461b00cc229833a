/** Types that only the canvas needs beside the document's own. */

/** A place on the canvas, in its pixels. */
export type Point = [number, number];

/** Constructor arguments of a layer, as far as they are set. */
export type Config = Record<string, unknown>;
