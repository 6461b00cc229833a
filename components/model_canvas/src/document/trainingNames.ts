/** Names of heads, inputs and layers in a design's training, which follow those of the drawing. */

import { type Design, MAIN, type Training } from "../../../shared/document";
import { isDict } from "./trees";

/** The design with another name of one of its layers in its training, too. */
export function withLayerRenamed(
  design: Design,
  graphId: string,
  from: string,
  to: string,
): Design {
  const { training, main } = design;
  if (!training || graphId !== MAIN || from === to) return design;
  const stages = training.stages?.map((stage) =>
    stage.trainable ? { ...stage, trainable: rekeyed(stage.trainable, from, to) } : stage,
  );
  const next = { ...design, training: { ...training, ...(stages && { stages }) } };
  const heads = isDict(main.outputs) ? next : withHeadRenamed(next, graphId, from, to);
  return isDict(main.inputs) ? heads : withInputRenamed(heads, graphId, from, to);
}

/** The design with another name of one of its outputs in its training. */
export function withHeadRenamed(design: Design, graphId: string, from: string, to: string): Design {
  return withTraining(design, graphId, ({ heads, data, ...others }) => ({
    ...others,
    ...(heads && { heads: rekeyed(heads, from, to) }),
    ...(data && {
      data: { ...data, ...(data.targets && { targets: rekeyed(data.targets, from, to) }) },
    }),
  }));
}

/** The design with another name of one of its inputs in its training. */
export function withInputRenamed(
  design: Design,
  graphId: string,
  from: string,
  to: string,
): Design {
  return withTraining(design, graphId, ({ data, ...others }) => ({
    ...others,
    ...(data && {
      data: { ...data, ...(data.inputs && { inputs: rekeyed(data.inputs, from, to) }) },
    }),
  }));
}

function withTraining(
  design: Design,
  graphId: string,
  change: (training: Training) => Training,
): Design {
  if (!design.training || graphId !== MAIN) return design;
  return { ...design, training: change(design.training) };
}

function rekeyed<T>(record: Record<string, T>, from: string, to: string): Record<string, T> {
  if (!Object.hasOwn(record, from) || Object.hasOwn(record, to)) return record;
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key === from ? to : key, value]),
  );
}
