/** A short input number by number: a slider and a field for each. */

import { useEffect, useState } from "react";
import { filled, typedNumber } from "./editing";

interface Props {
  name: string;
  count: number;
  /** Whole numbers below this; null: any. */
  most: number | null;
  values: readonly (number | null)[];
  onChange: (values: (number | null)[]) => void;
}

export function NumberFields({ name, count, most, values, onChange }: Props) {
  const all = filled(values, count);
  return (
    <div className="number-fields">
      {all.map((value, place) => (
        <NumberField
          // biome-ignore lint/suspicious/noArrayIndexKey: a number is known by its place
          key={place}
          label={`${name}[${place}]`}
          most={most}
          value={value}
          onChange={(next) => onChange(all.map((old, at) => (at === place ? next : old)))}
        />
      ))}
    </div>
  );
}

interface FieldProps {
  label: string;
  most: number | null;
  value: number | null;
  onChange: (value: number | null) => void;
}

function NumberField({ label, most, value, onChange }: FieldProps) {
  const [text, setText] = useState(said(value));
  useEffect(() => setText(said(value)), [value]);
  const typed = typedNumber(text);
  const [low, high, step] = most === null ? [-3, 3, 0.01] : [0, most - 1, 1];
  return (
    <label className="number-field" title={label}>
      <input
        type="range"
        aria-label={`${label}, slider`}
        min={low}
        max={high}
        step={step}
        value={value ?? 0}
        onChange={({ target }) => onChange(Number(target.value))}
      />
      <input
        inputMode="decimal"
        aria-label={label}
        aria-invalid={typed === undefined}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          const next = typedNumber(target.value);
          if (next !== undefined) onChange(next);
        }}
        onBlur={() => setText(said(value))}
      />
    </label>
  );
}

function said(value: number | null): string {
  return value === null ? "nan" : String(Math.round(value * 1e6) / 1e6);
}
