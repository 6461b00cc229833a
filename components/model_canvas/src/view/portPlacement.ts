/**
 * Where the ports of a node are: required inputs along the top, optional ones down the right side,
 * outputs along the bottom.
 */

import type { Tensor } from "../../../shared/document";
import { tensor } from "../document/argument";
import type { PortPlace } from "../document/ports";
import { PORT_GAP, portOffset } from "./geometry";

/** One place for one tensor, with its place on the node. */
export interface InputPort {
  /** Unique in the node; the pointer, but for the second of two empty places of a list. */
  id: string;
  pointer: string;
  label: string;
  side: "top" | "right";
  x: number;
  y: number;
  filled: boolean;
  /** Shown only while it may be used: an optional argument, the place that makes a list longer. */
  hidden: boolean;
  /** An argument rarely wired by hand: not even offered on hover. */
  advanced: boolean;
  required: boolean;
  help: string;
}

export interface OutputPort {
  id: string;
  index: number;
  x: number;
  y: number;
  /** Shape, or empty while unknown. */
  label: string;
}

interface Size {
  width: number;
  height: number;
}

/** Whether a place stands along the top edge and counts for the width. */
export function shownOnTop(place: PortPlace): boolean {
  return onTop(place) && !behind(place);
}

/** Put input places on the node's edges. */
export function placeInputs(places: PortPlace[], size: Size, labelled: boolean): InputPort[] {
  const top = places.flatMap((place) => (onTop(place) ? withSecond(place, places) : []));
  const fixed = top.filter(({ place }) => !behind(place));
  const hidden = top.filter(({ place }) => behind(place));
  const right = places.filter((place) => !onTop(place));
  return [
    ...fixed.map(({ place, id }, index) =>
      port(place, id, "top", portOffset(index, fixed.length, size.width), 0, false),
    ),
    ...hidden.map(({ place, id }, index) =>
      port(place, id, "top", size.width - 8 - index * PORT_GAP, 0, true),
    ),
    ...right.map((place, index) => {
      const y = portOffset(index, right.length, size.height - (labelled ? 8 : 0));
      return port(place, place.pointer, "right", size.width, y, place.value === null);
    }),
  ];
}

/** Put a call's tensors along its lower edge. */
export function placeOutputs(count: number, size: Size, shapes: string[]): OutputPort[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index),
    index,
    x: portOffset(index, count, size.width),
    y: size.height,
    label: shapes[index] ?? "",
  }));
}

/** The tensor at an output port. */
export function tensorAt(node: string, port: string): Tensor {
  return tensor(node, Number(port));
}

/** The pointer that a port's id stands for. */
export function pointerOf(portId: string): string {
  return portId.replace(/#\d+$/, "");
}

function onTop(place: PortPlace): boolean {
  return place.pointer.startsWith("/args/");
}

/** The place behind a list that has all the tensors it needs, or one that has its number. */
function behind(place: PortPlace): boolean {
  return place.number !== null || (place.many && !place.required && place.value === null);
}

/** An empty list that needs two tensors shows two places: that is what it is for. */
function withSecond(place: PortPlace, places: PortPlace[]): { place: PortPlace; id: string }[] {
  const first = { place, id: place.pointer };
  const open = place.many && place.required && place.value === null;
  const alone = places.every((other) => other === place || !other.many || !onTop(other));
  return open && alone ? [first, { place, id: `${place.pointer}#2` }] : [first];
}

function port(
  place: PortPlace,
  id: string,
  side: InputPort["side"],
  x: number,
  y: number,
  hidden: boolean,
): InputPort {
  const { pointer, label, advanced, help } = place;
  const required = place.required && place.number === null;
  const filled = place.value !== null;
  return { id, pointer, label, side, x, y, filled, hidden, advanced, required, help };
}
