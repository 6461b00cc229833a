/** The catalogue of layers and functions, from `model_codegen.catalogue`. */

import type { Design } from "./document";
import type { CatalogueJson, EntryJson, PortJson } from "./types.gen";

/** A JSON Schema, as far as this workspace reads it itself. */
export interface JsonSchema {
  [keyword: string]: unknown;
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

/** A tensor argument of a call; see `model_codegen.catalogue.entry.Port`. */
export type Port = Required<PortJson>;

/** One layer, recurrent cell, op, or the input; see `model_codegen.catalogue.entry.Entry`. */
export interface Entry extends Omit<EntryJson, "ports" | "schema" | "call_schema"> {
  ports: Port[];
  schema: JsonSchema;
  call_schema: JsonSchema;
}

/** Everything that can be put on the canvas. */
export interface Catalogue {
  keras_version: string;
  /** By path. */
  entries: Record<string, Entry>;
  /** Schemas that several entries share: what `#/$defs/…` points at. */
  definitions: Record<string, JsonSchema>;
  /** The entry of a public path, also if it is an alias. */
  find(path: string): Entry | undefined;
}

/** A ready design that can be opened by name. */
export interface GalleryItem {
  name: string;
  title: string;
  summary: string;
}

/** A block that comes along, from a paper; see `model_codegen.blocks`. */
export interface ReadyBlock extends GalleryItem {
  paper: string;
  link: string;
  /** Its main model uses the block once. */
  design: Design;
}

/** What a new custom layer begins with; see `app.core.custom.template`. */
export interface Template {
  /** The name of its class. */
  name: string;
  /** What the class needs, as Python. */
  imports: string;
  /** The class. */
  text: string;
  entry: Entry;
}

/** The category of the entries of a design's own classes. */
export const CUSTOM = "custom";

/** Fill in what the wire form leaves out, and index the aliases. */
export function readCatalogue(json: CatalogueJson): Catalogue {
  const entries: Record<string, Entry> = {};
  const paths = new Map<string, Entry>();
  for (const [path, raw] of Object.entries(json.entries)) {
    const entry = readEntry(raw);
    entries[path] = entry;
    for (const name of [...raw.aliases, path]) paths.set(name, entry);
  }
  const { keras_version, definitions } = json;
  return { keras_version, definitions, entries, find: (path) => paths.get(path) };
}

/** Fill in what the wire form of one entry leaves out. */
export function readEntry(raw: EntryJson): Entry {
  return { ...raw, ports: raw.ports.map(readPort) };
}

/** A catalogue that has the classes of a design, too. */
export function extended(catalogue: Catalogue, own: readonly Entry[]): Catalogue {
  if (own.length === 0) return catalogue;
  const added = new Map(own.map((entry) => [entry.path, entry]));
  return {
    ...catalogue,
    entries: { ...catalogue.entries, ...Object.fromEntries(added) },
    find: (path) => catalogue.find(path) ?? added.get(path),
  };
}

function readPort(port: PortJson): Port {
  return {
    required: true,
    position: null,
    many: false,
    minimum: 1,
    maximum: null,
    labels: [],
    spread: false,
    literal: false,
    advanced: false,
    help: "",
    ...port,
  };
}
