/** The lens: what nodes are coloured by, and for how large a batch and input costs are counted. */

import { useEffect, useState } from "react";
import { Sentence } from "../../../shared/Sentence";
import { chooseLens, countFor } from "../actions/lens";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { useUi, useUiStore } from "../store/uiStore";
import { LENSES, needsSizes } from "../view/lens";
import { DtypeLegend } from "./DtypeLegend";

export function LensSwitch() {
  const store = useCanvasStore();
  const ui = useUiStore();
  const lens = useUi((state) => state.lens);
  return (
    <div className="lens">
      <label className="lens-choice">
        <span>Lens</span>
        <select
          value={lens}
          title={LENSES.find(({ name }) => name === lens)?.title}
          onChange={({ target }) => {
            const chosen = LENSES.find(({ name }) => name === target.value);
            if (chosen) chooseLens(store, ui, chosen.name);
          }}
        >
          {LENSES.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {needsSizes(lens) && <Sizes />}
      {lens === "dtype" && <DtypeLegend />}
    </div>
  );
}

/** Batch, and the dimensions that inputs leave open. */
function Sizes() {
  const store = useCanvasStore();
  const ui = useUiStore();
  const { batch, dims } = useUi((state) => state.lensSettings);
  const open = useCanvas((state) => state.costs?.costs?.open);
  const problem = useCanvas((state) => state.costs?.problem || state.costs?.costs?.problems[0]);
  return (
    <>
      <SizeField
        name="batch"
        value={batch}
        onSet={(size) => size !== null && countFor(store, ui, { batch: size })}
      />
      {Object.keys(open ?? {}).map((name) => (
        <SizeField
          key={name}
          name={name}
          value={dims[name] ?? null}
          onSet={(size) => {
            const { [name]: _, ...others } = dims;
            countFor(store, ui, { dims: size === null ? others : { ...others, [name]: size } });
          }}
        />
      ))}
      {problem && (
        <span className="lens-problem" role="status" title={problem}>
          <Sentence text={problem} />
        </span>
      )}
    </>
  );
}

const LARGEST = 2 ** 40;

interface FieldProps {
  name: string;
  value: number | null;
  onSet: (size: number | null) => void;
}

/** A size, taken over by Enter or by leaving the field; nothing typed: not known. */
function SizeField({ name, value, onSet }: FieldProps) {
  const [text, setText] = useState(String(value ?? ""));
  useEffect(() => setText(String(value ?? "")), [value]);
  const size = text.trim() === "" ? null : Number(text);
  const wrong = size !== null && !(Number.isInteger(size) && size >= 1 && size <= LARGEST);
  const take = () => {
    if (!wrong && size !== value) onSet(size);
  };
  return (
    <label className="lens-size">
      <span>{name}</span>
      <input
        inputMode="numeric"
        value={text}
        placeholder="?"
        aria-invalid={wrong || value === null}
        title={wrong ? `${name} must be a positive integer` : `Size of ${name}`}
        onChange={({ target }) => setText(target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Enter") take();
        }}
      />
    </label>
  );
}
