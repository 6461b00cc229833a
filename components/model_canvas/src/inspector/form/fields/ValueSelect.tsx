import type { SelectHTMLAttributes } from "react";
import type { JsonSchema } from "../../../../../shared/catalogue";
import { sameJson } from "../../../document/sameJson";
import { formatItem } from "../pythonLiterals";

interface Props {
  control: SelectHTMLAttributes<HTMLSelectElement>;
  argument: JsonSchema;
  /** Values by the heading they stand under; "" for none. */
  groups: Record<string, unknown[]>;
  value: unknown;
  required: boolean;
  onChange: (value: unknown) => void;
}

/** A select among JSON values, the default marked as such; a strange value is shown too. */
export function ValueSelect({ control, argument, groups, value, required, onChange }: Props) {
  const fallback = "default" in argument ? argument.default : undefined;
  const current = value === undefined ? fallback : value;
  const offered = Object.values(groups).flat();
  const strange = current !== undefined && !offered.some((item) => sameJson(item, current));
  const all = strange ? [...offered, current] : offered;
  const at = all.findIndex((item) => sameJson(item, current));
  const option = (item: unknown) => (
    <option key={JSON.stringify(item)} value={all.findIndex((other) => sameJson(other, item))}>
      {text(item)}
      {value !== undefined && fallback !== undefined && sameJson(item, fallback) && " (default)"}
    </option>
  );
  return (
    <select
      {...control}
      className="ll-select"
      data-default={value === undefined}
      value={at}
      onChange={(event) => onChange(all[Number(event.target.value)])}
    >
      {(at < 0 || !(required || "default" in argument)) && (
        <option value={-1} disabled={required}>
          {required ? "Choose…" : "not set"}
        </option>
      )}
      {strange && option(current)}
      {Object.entries(groups).map(([heading, items]) =>
        heading === "" ? (
          items.map(option)
        ) : (
          <optgroup key={heading} label={heading}>
            {items.map(option)}
          </optgroup>
        ),
      )}
    </select>
  );
}

function text(item: unknown): string {
  return typeof item === "string" ? item : formatItem(item);
}
