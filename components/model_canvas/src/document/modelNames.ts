/**
 * The name of a design and that of its Keras model: one name, until the model is given its own.
 * `model_codegen/design/model_names.py` answers the same in Python.
 */

import type { Design } from "../../../shared/document";

const LONGEST = 255;

/** Names that neither Keras nor TensorFlow minds: see `model_names.py`. */
const PLAIN = /^[A-Za-z0-9.]([A-Za-z0-9_.-]|>(?=[A-Za-z0-9.]))*$/;

/** What the model of a design is called that is called `name`: "First model" → "First_model". */
export function modelName(name: string): string {
  if ([...name].length <= LONGEST && PLAIN.test(name)) return name;
  const stem = name.replace(/[^A-Za-z0-9_.-]+/g, "_").replace(/^[_.-]+|[_.-]+$/g, "");
  return stem.slice(0, 40) || "model";
}

/** Whether the name of the model follows that of the design: it was not given one of its own. */
export function followsDesign(design: Design): boolean {
  return design.main.name === design.name || design.main.name === modelName(design.name);
}
