/** What is drawn of one call: a plain value, made from all that is known of it. */

import type { Catalogue, Entry } from "../../../shared/catalogue";
import type { Call, Diagnostic, Graph, NodeAnalysis, Operation } from "../../../shared/document";
import { repeatOf } from "../document/blocks/repeat";
import { isCustom } from "../document/customLayers";
import { isPlaceholder, lastStep, operationName } from "../document/graphAccess";
import type { PortPlace } from "../document/ports";
import { type Category, categoryOf } from "./category";
import {
  argumentsText,
  configText,
  countText,
  literalsText,
  shapeText,
  tensorText,
} from "./displayText";
import { type Form, sizeOf } from "./geometry";
import { type OpText, opText } from "./opText";
import {
  type InputPort,
  type OutputPort,
  placeInputs,
  placeOutputs,
  shownOnTop,
} from "./portPlacement";
import { placesText, type Sharing } from "./sharing";

/** A tensor of the node that the model returns. */
export interface OutputPill {
  index: number;
  label: string;
}

export interface NodeView {
  id: string;
  operation: string;
  form: Form;
  category: Category;
  /** Class, function or definition. */
  title: string;
  name: string;
  /** Where the name is written: beside the title, on the line below, or nowhere for want of room. */
  nameAt: "first" | "second" | "none";
  summary: string;
  /** One text for each output; empty while nothing is known of them. */
  shapes: string[];
  /** How many positions its first tensor has (pixels, steps); null without any, or while unknown. */
  extent: number | null;
  params: string;
  /** `pending`: the analysis has not seen this node yet. */
  state: "known" | "failed" | "unknown" | "pending";
  inputs: InputPort[];
  labelled: boolean;
  outputs: OutputPort[];
  pills: OutputPill[];
  sharing: Sharing | null;
  /** Ids of the operations that a block has within and that are called outside of it, too. */
  holds: string[];
  frozen: boolean;
  /** How many blocks one after another it stands for; 1 for all but repeated blocks. */
  repeat: number;
  unused: boolean;
  /** Definition that a block is an instance of, or that a layer such as TimeDistributed holds. */
  model: string | null;
  /** Stands for a layer that a drawing cannot hold. */
  placeholder: boolean;
  /** Is of a class that the design has the code of. */
  custom: boolean;
  problems: Diagnostic[];
  /** The calls that a collapsed frame stands for; null for a call. */
  inside: readonly string[] | null;
  /** Of a frame. */
  color: string | null;
  width: number;
  height: number;
  /** What a screen reader says. */
  label: string;
}

/** All that a view is made from, besides the call itself. */
export interface Facts {
  id: string;
  operation: Operation | undefined;
  catalogue: Catalogue | null;
  /** Of a block. */
  definition: Graph | undefined;
  /** Its id, or that of the definition that a layer has as its argument. */
  model: string | null;
  /** What a block's definition shares with other models: ids and names. */
  shares: [string, string][];
  /** Ids of the design's operations in the configuration, with their names. */
  referred: [string, string][];
  result: NodeAnalysis | undefined;
  /** Parameters of the operation; 0 while unknown. */
  params: number;
  /** How many of its tensors are used. */
  used: number;
  sharing: Sharing | null;
  pills: OutputPill[];
  problems: Diagnostic[];
  unused: boolean;
}

/** The view of one call. */
export function nodeView(node: Call, facts: Facts, places: PortPlace[]): NodeView {
  const { id, operation, catalogue, definition, result, sharing, shares } = facts;
  const { pills, problems, unused } = facts;
  const custom = isCustom(operation, catalogue);
  const placeholder = isPlaceholder(operation) && !custom;
  const entry = operation && !placeholder ? entryOf(operation, catalogue) : undefined;
  const form = formOf(operation, entry);
  const name = operation ? operationName(operation) : id;
  const written =
    operation?.kind === "op" ? opText(node, operation.function, name, entry) : undefined;
  const title = written?.title ?? titleOf(operation, definition, id);
  const shapes = result?.outputs?.map(tensorText) ?? declaredShape(operation);
  const top = places.filter(shownOnTop);
  const labelled = !written?.operator && top.length > 1 && top.some((place) => !place.many);
  const outputs = Math.max(1, result?.outputs?.length ?? 1, facts.used);
  const settings = written?.summary ?? settingsOf(facts, entry, node, placeholder);
  const counted = sharing !== null && sharing.calls > 1;
  const room = roomForName(form, counted && settings === "");
  const nameAt = placeOfName(form, title, name, entry, settings, room);
  const summary = nameAt === "second" ? [name, settings].filter(Boolean).join(" · ") : settings;
  const lines = form === "input" || summary === "" ? 1 : 2;
  const grown = Number(top.some((place) => place.many));
  const text = written ? textWidth(written) : 0;
  const size = sizeOf({ form, lines, inputs: top.length + grown, labelled, outputs, text });
  const view: Omit<NodeView, "label"> = {
    id,
    operation: node.operation,
    form,
    category: operation?.kind === "model" ? "block" : custom ? "custom" : categoryOf(entry),
    title,
    name,
    nameAt,
    summary,
    shapes,
    extent: extentOf(result?.outputs?.[0]?.shape, operation),
    params: paramsText(facts.params, sharing),
    state: result?.state ?? "pending",
    labelled,
    inputs: placeInputs(places, size, labelled),
    outputs: placeOutputs(outputs, size, shapes),
    pills: outputs > FEW ? pills.map(numbered) : pills,
    sharing,
    holds: shares.map(([id]) => id),
    frozen: operation !== undefined && operation.kind !== "op" && !operation.trainable,
    repeat: repeatOf(operation),
    unused,
    model: facts.model,
    placeholder,
    custom,
    problems,
    inside: null,
    color: null,
    ...size,
  };
  return { ...view, label: spoken(view, settings) };
}

function entryOf(operation: Operation, catalogue: Catalogue | null): Entry | undefined {
  if (operation.kind === "layer") return catalogue?.find(operation.class_name);
  return operation.kind === "op" ? catalogue?.find(operation.function) : undefined;
}

function formOf(operation: Operation | undefined, entry: Entry | undefined): Form {
  if (operation?.kind === "model") return "block";
  if (operation?.kind === "op") return "op";
  if (operation?.class_name === "keras.Input") return "input";
  return entry?.category === "merge" ? "merge" : "layer";
}

function titleOf(operation: Operation | undefined, definition: Graph | undefined, id: string) {
  if (operation === undefined) return id;
  if (operation.kind === "op") return lastStep(operation.function);
  if (operation.kind === "layer") return lastStep(operation.class_name);
  return definition?.name ?? operation.model;
}

function settingsOf(
  { operation, definition, shares, referred, catalogue }: Facts,
  entry: Entry | undefined,
  node: Call,
  placeholder: boolean,
): string {
  const parts: string[] = [];
  if (operation?.kind === "model") {
    const count = Object.keys(definition?.nodes ?? {}).length;
    if (shares.length > 0) {
      parts.push(`shares ${shares.length > 1 ? `${shares.length} layers` : shares[0]?.[1]}`);
    }
    if (operation.arguments) parts.push(argumentsText(operation.arguments));
    parts.push(count === 1 ? "block of 1 node" : `block of ${count} nodes`);
  }
  if (placeholder) parts.push("placeholder");
  else if (operation?.kind === "layer" && operation.class_name !== "keras.Input") {
    parts.push(configText(entry, operation.config, catalogue, new Map(referred)));
    if (operation.dtype !== null) parts.push(operation.dtype);
    const { trainable, trainable_layers: last } = operation;
    if (trainable && last != null) parts.push(`last ${last} train`);
  }
  parts.push(literalsText(node));
  return parts.filter(Boolean).join(" · ");
}

/** Up to so many outputs there is room for whole words under them. */
const FEW = 2;

function numbered({ index, label }: OutputPill): OutputPill {
  return { index, label: label.replace(/^output (?=\d+$)/, "") };
}

const CHARACTER = { title: 8, name: 6.6 };
const FIRST_LINE = { input: 156, layer: 156, merge: 112, op: 140, block: 156, frame: 172 };
const CALL_COUNT = 70;

/** What an expression in the code's font takes, with its icon. */
function textWidth({ title }: OpText): number {
  return title.length * 8.4 + 52;
}

/** Width of the first line that text may take, less what "call 1 of 2" takes of it. */
function roomForName(form: Form, counted: boolean): number {
  return FIRST_LINE[form] - (counted ? CALL_COUNT : 0);
}

/**
 * Room is estimated, so that it does not depend on the browser's fonts. A name that Keras would
 * give by itself may be left out where there is no room; the tooltip and the inspector have it.
 */
function placeOfName(
  form: Form,
  title: string,
  name: string,
  entry: Entry | undefined,
  settings: string,
  room: number,
): NodeView["nameAt"] {
  if (form === "input") return "first";
  if (form === "op" || title === name) return "none";
  const needed = title.length * CHARACTER.title + name.length * CHARACTER.name;
  if (needed <= room) return "first";
  const usual =
    entry !== undefined &&
    (entry.category === "application"
      ? plain(name).startsWith(plain(title))
      : name.replace(/_\d+$/, "") === entry.auto_name);
  return usual && (form === "merge" || settings !== "") ? "none" : "second";
}

/** "mobilenetv2100224" of `mobilenetv2_1.00_224`, as Keras calls a MobileNetV2. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function paramsText(params: number, sharing: Sharing | null): string {
  if (params === 0) return "";
  if (sharing === null) return countText(params);
  if (sharing.call > 1) return "shared";
  return sharing.elsewhere.length > 0 ? `${countText(params)} shared` : countText(params);
}

/** The sizes of a shape that are neither the batch nor channels, multiplied. */
function extentOf(shape: readonly (number | null)[] | undefined, operation: Operation | undefined) {
  if (shape === undefined || shape.length < 3) return null;
  const first = operation?.kind === "layer" && operation.config.data_format === "channels_first";
  let extent = 1;
  for (const size of first ? shape.slice(2) : shape.slice(1, -1)) {
    if (size === null) return null;
    extent *= size;
  }
  return extent;
}

/** An input's shape is known before any analysis. */
function declaredShape(operation: Operation | undefined): string[] {
  if (operation?.kind !== "layer" || operation.class_name !== "keras.Input") return [];
  const { shape } = operation.config;
  const sizes = (item: unknown): item is number | null => item === null || Number.isInteger(item);
  if (!Array.isArray(shape) || !shape.every(sizes)) return [];
  const dtype = operation.dtype === null ? "float32" : operation.dtype;
  return [
    dtype === "float32" ? shapeText([null, ...shape]) : `${shapeText([null, ...shape])} ${dtype}`,
  ];
}

function spoken(view: Omit<NodeView, "label">, settings: string): string {
  const { form, title, name, shapes, params, sharing, problems, pills } = view;
  const parts = [
    form === "input" ? `Input ${name}` : form === "op" ? operation(view) : `${title} ${name}`,
  ];
  if (view.repeat > 1) parts.push(`${view.repeat} times one after another`);
  if (view.custom) parts.push("custom layer");
  if (settings) parts.push(settings.replaceAll(" · ", ", "));
  if (shapes.length > 0) parts.push(`output ${shapes.join(" and ")}`);
  if (params) parts.push(params === "shared" ? "parameters shared" : `${params} parameters`);
  if (sharing) parts.push(...sharingText(sharing));
  if (pills.length > 0) parts.push("model output");
  for (const { severity, message } of problems) parts.push(`${severity}: ${message}`);
  return parts.join(", ");
}

/** "call 1 of 2", "also in encoder", as far as either is true. */
export function sharingText({ call, calls, elsewhere }: Sharing): string[] {
  return [
    ...(calls > 1 ? [`call ${call} of ${calls}`] : []),
    ...(elsewhere.length > 0 ? [`also in ${placesText(elsewhere)}`] : []),
  ];
}

function operation({ title, name }: Pick<NodeView, "title" | "name">): string {
  return title === name ? `Operation ${name}` : `Operation ${name}, ${title}`;
}
