import type { SelectHTMLAttributes } from "react";
import type { Catalogue } from "../../../../../shared/catalogue";
import { lookup } from "../../../../../shared/document";
import { lastStep } from "../../../document/graphAccess";
import { starterConfig } from "../../../document/starterConfig";
import type { Instance } from "../configProblems";

interface Props {
  control: SelectHTMLAttributes<HTMLSelectElement>;
  layers: readonly string[];
  /** Whether there may be no layer at all. */
  none: boolean;
  value: string | null;
  catalogue: Catalogue;
  onChange: (layer: Instance | null) => void;
}

/** The class of a nested layer or cell; a new one starts with what a node of it starts with. */
export function LayerSelect({ control, layers, none, value, catalogue, onChange }: Props) {
  const choose = (path: string) => {
    const entry = lookup(catalogue.entries, path);
    onChange(path === "" ? null : { class_name: path, config: entry ? starterConfig(entry) : {} });
  };
  return (
    <select
      {...control}
      className="ll-select"
      value={value ?? ""}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="" disabled={!none}>
        {none ? "None" : "Choose…"}
      </option>
      {value !== null && !layers.includes(value) && (
        <option value={value}>{lastStep(value)}</option>
      )}
      {layers.map((path) => (
        <option key={path} value={path}>
          {lastStep(path)}
        </option>
      ))}
    </select>
  );
}
