import type { SelectHTMLAttributes } from "react";
import type { Catalogue } from "../../../../../shared/catalogue";
import { lookup } from "../../../../../shared/document";
import { lastStep } from "../../../document/graphAccess";
import { isReference, type Reference } from "../../../document/sharedOperations";
import { starterConfig } from "../../../document/starterConfig";
import type { Instance } from "../configProblems";
import { type SharedArguments, sharedText } from "../sharedArguments";

interface Props {
  control: SelectHTMLAttributes<HTMLSelectElement>;
  layers: readonly string[];
  /** Whether there may be no layer at all. */
  none: boolean;
  value: Instance | Reference | null;
  catalogue: Catalogue;
  shared: SharedArguments;
  onChange: (layer: Instance | Reference | null) => void;
}

const SHARED = "shared:";

/**
 * The class of a nested layer or cell, or one of the design's that other layers have, too; a new one
 * starts with what a node of it starts with.
 */
export function LayerSelect(props: Props) {
  const { control, layers, none, value, catalogue, shared, onChange } = props;
  const choose = (key: string) => {
    if (key.startsWith(SHARED)) {
      onChange({ operation: key.slice(SHARED.length) });
      return;
    }
    const entry = lookup(catalogue.entries, key);
    onChange(key === "" ? null : { class_name: key, config: entry ? starterConfig(entry) : {} });
  };
  const chosen = value === null || isReference(value) ? null : value.class_name;
  const held = isReference(value) ? [value.operation] : [];
  const fitting = shared.layers.flatMap(({ id, path }) =>
    path !== null && layers.includes(path) ? [id] : [],
  );
  const offered = [...new Set([...fitting, ...held])];
  return (
    <select
      {...control}
      className="ll-select"
      value={isReference(value) ? SHARED + value.operation : (chosen ?? "")}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="" disabled={!none}>
        {none ? "None" : "Choose…"}
      </option>
      {offered.map((id) => (
        <option key={SHARED + id} value={SHARED + id}>
          {sharedText(shared, id)}
        </option>
      ))}
      {chosen !== null && !layers.includes(chosen) && (
        <option value={chosen}>{lastStep(chosen)}</option>
      )}
      {layers.map((one) => (
        <option key={one} value={one}>
          {lastStep(one)}
        </option>
      ))}
    </select>
  );
}
