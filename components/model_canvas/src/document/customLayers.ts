/** Custom layers: placeholders whose class the design itself holds the code of. */

import type { Catalogue, Template } from "../../../shared/catalogue";
import { CUSTOM } from "../../../shared/catalogue";
import type { Design, Layer, Operation, Recorded } from "../../../shared/document";
import { isPlaceholder } from "./graphAccess";

/** A layer of a class that the design has. */
type CustomLayer = Layer & { recorded: Recorded };

/** What is known of a layer that has not been built. */
export const UNRECORDED: Recorded = { outputs: [], params: 0, reason: "" };

/** Whether an operation is of a class, or holds an object of one, that the design has the code of. */
export function isCustom(
  operation: Operation | undefined,
  catalogue: Catalogue | null,
): operation is CustomLayer {
  if (!isPlaceholder(operation) || catalogue === null) return false;
  return ownClass(operation, catalogue) !== null;
}

/** The class that makes it a custom layer: its own, or that of an object in its configuration. */
export function ownClass({ class_name, config }: Layer, catalogue: Catalogue): string | null {
  if (isOwn(class_name, catalogue)) return class_name;
  const stack: unknown[] = [config];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (typeof value !== "object" || value === null) continue;
    const name = "class_name" in value ? value.class_name : null;
    if (typeof name === "string" && isOwn(name, catalogue)) return name;
    stack.push(...Object.values(value).filter((item) => item !== undefined));
  }
  return null;
}

/** A layer after a change of its settings: what it returned with the ones before counts no more. */
export function withoutRecord(layer: Layer): Layer {
  if (!isPlaceholder(layer)) return layer;
  const { outputs, params, reason } = layer.recorded;
  if (outputs.length === 0 && params === 0) return layer;
  return { ...layer, recorded: { ...UNRECORDED, reason } };
}

/** The names of the classes that a code defines, as far as its lines tell. */
export function classNames(code: string): string[] {
  return [...code.matchAll(/^class[ \t]+(\w+)/gm)].map(([, name]) => name ?? "");
}

/**
 * The design with a new class.
 *
 * @returns The design, and the name of the class: that of the template, numbered if it is taken.
 */
export function withNewClass(design: Design, template: Template): { design: Design; name: string } {
  const before = (design.code ?? "").trimEnd();
  const taken = new Set(classNames(before));
  let name = template.name;
  for (let n = 2; taken.has(name); n += 1) name = `${template.name}${n}`;
  const text = template.text.replaceAll(template.name, name);
  const imported = before.split("\n").includes(template.imports.trim());
  const parts = [before, imported ? "" : template.imports.trimEnd(), text];
  return { design: { ...design, code: parts.filter(Boolean).join("\n\n\n") }, name };
}

/** The design with the code that pasted layers came with, unless it has classes of these names. */
export function withPastedCode(design: Design, code: string): Design {
  const before = (design.code ?? "").trimEnd();
  const known = new Set(classNames(before));
  if (code.trim() === "" || classNames(code).some((name) => known.has(name))) return design;
  return { ...design, code: before === "" ? code : `${before}\n\n\n${code}` };
}

function isOwn(className: string, catalogue: Catalogue): boolean {
  return catalogue.find(className)?.category === CUSTOM;
}
