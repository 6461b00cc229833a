/** What the palette, the forms and the ports are made of: `model_codegen.catalogue`, as sent. */

/** A JSON Schema, as far as this workspace reads it itself. */
export interface JsonSchema {
  [keyword: string]: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

/** A tensor argument of a call. */
export interface Port {
  name: string;
  required: boolean;
  /** Takes an ordered list of tensors that grows. */
  many: boolean;
  /** The least number of tensors in that list. */
  minimum: number;
}

/** One layer, op or the input. */
export interface Entry {
  path: string;
  name: string;
  kind: "layer" | "op" | "input";
  category: string;
  auto_name: string;
  summary: string;
  schema: JsonSchema;
  ports: Port[];
  call_schema: JsonSchema;
  highlights: string[];
  leading: string[];
}

export interface Catalogue {
  keras_version: string;
  entries: Record<string, Entry>;
}

/** A ready design that can be opened by name. */
export interface GalleryItem {
  name: string;
  title: string;
  summary: string;
}
