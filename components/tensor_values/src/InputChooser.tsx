/** What the inputs are given: one row of choices for each, and an editor where it is drawn by hand. */

import type { FlowEntry, FlowInput, FlowOwn } from "../../shared/types.gen";
import { editorOf, filled } from "./editing";
import { NumberFields } from "./NumberFields";
import { OwnSample } from "./OwnSample";
import { PixelEditor } from "./PixelEditor";
import { useWanted } from "./useWanted";
import { give, giveOwnData, NO_INPUT } from "./wanted";

const KINDS: { kind: FlowInput["kind"]; label: string; title: string }[] = [
  { kind: "random", label: "Random", title: "Random numbers, which a seed makes; again: others" },
  { kind: "data", label: "Your data", title: "What Train wires to this input, sample by sample" },
  { kind: "sample", label: "Sample", title: "Data that fit this input; again: the next one" },
  { kind: "drawn", label: "Draw", title: "Draw it yourself" },
  { kind: "ramp", label: "Ramp", title: "From 0 to 1 over a sample" },
  { kind: "constant", label: "Constant", title: "The same number everywhere" },
];

interface Props {
  entries: readonly FlowEntry[];
  own: FlowOwn | null;
}

export function InputChooser({ entries, own }: Props) {
  return (
    <section className="inputs" aria-label="Inputs">
      {entries.map((entry) => (
        <OneInput key={entry.node} entry={entry} entries={entries} />
      ))}
      {own && <OwnSample own={own} entries={entries} />}
    </section>
  );
}

function OneInput({ entry, entries }: { entry: FlowEntry } & Pick<Props, "entries">) {
  const { node, name, shape, dtype, most, sample } = entry;
  const chosen = useWanted().settings.inputs[node] ?? NO_INPUT;
  const editor = editorOf(entry);
  const choose = (kind: FlowInput["kind"]) => {
    if (kind === "data" && chosen.kind !== "data") {
      giveOwnData(entries); // One sample is one of all inputs.
      return;
    }
    // Once more: other random numbers, or the next sample.
    const again = kind === chosen.kind && (kind === "random" || kind === "sample");
    const begins = kind === "drawn" && chosen.values.length === 0 && editor;
    give(node, {
      kind,
      ...(again ? { seed: chosen.seed + 1 } : {}),
      ...(begins ? blank(editor) : {}),
    });
  };
  return (
    <div className="input">
      <div className="input-head">
        <span className="input-name" title={`${name}: (${shape.join(", ")}) ${dtype}`}>
          {name}
        </span>
        <fieldset className="choices" aria-label={`What ${name} is given`}>
          {KINDS.map(
            ({ kind, label, title }) =>
              offered(kind, entry) && (
                <button
                  key={kind}
                  type="button"
                  aria-pressed={chosen.kind === kind}
                  title={kind === "sample" ? `${title} (${sample})` : title}
                  onClick={() => choose(kind)}
                >
                  {label}
                </button>
              ),
          )}
        </fieldset>
      </div>
      {chosen.kind === "drawn" && editor?.kind === "pixels" && (
        <PixelEditor
          name={name}
          width={editor.width}
          height={editor.height}
          values={chosen.values}
          onDraw={(values) => give(node, { values, width: editor.width })}
        />
      )}
      {chosen.kind === "drawn" && editor?.kind === "numbers" && (
        <NumberFields
          name={name}
          count={editor.count}
          most={most}
          values={chosen.values}
          onChange={(values) => give(node, { values, width: editor.count })}
        />
      )}
      {chosen.kind === "constant" && (
        <NumberFields
          name={name}
          count={1}
          most={most}
          values={[chosen.value]}
          onChange={([value]) => give(node, { value: value ?? 0 })}
        />
      )}
    </div>
  );
}

function offered(kind: FlowInput["kind"], entry: FlowEntry): boolean {
  if (kind === "data") return entry.own;
  if (kind === "sample") return entry.sample !== "";
  if (kind === "drawn") return editorOf(entry) !== null;
  return kind === "random" || entry.dtype !== "string";
}

function blank(editor: NonNullable<ReturnType<typeof editorOf>>) {
  return editor.kind === "pixels"
    ? { values: filled([], editor.width * editor.height), width: editor.width }
    : { values: filled([], editor.count), width: editor.count };
}
