/** Which sample of the design's own data the inputs are given, and what is to be learnt from it. */

import { useState } from "react";
import type { FlowEntry, FlowOwn } from "../../shared/types.gen";
import { useWanted } from "./useWanted";
import { want } from "./wanted";

interface Props {
  own: FlowOwn;
  entries: readonly FlowEntry[];
}

export function OwnSample({ own: { name, samples, targets, problem }, entries }: Props) {
  const { sample, inputs } = useWanted().settings;
  const [typed, setTyped] = useState<string | null>(null);
  if (!entries.some(({ node, own }) => own && inputs[node]?.kind === "data")) return null;
  if (problem) {
    return (
      <p className="problem" role="status">
        {problem}
      </p>
    );
  }
  const to = (next: number) => want({ sample: ((next % samples) + samples) % samples });
  const told = Object.entries(targets);
  return (
    <div className="own-sample">
      <button type="button" aria-label="The sample before" onClick={() => to(sample - 1)}>
        ‹
      </button>
      <label title={`In the order of a run, the first ${samples} that it learns from`}>
        sample{" "}
        <input
          inputMode="numeric"
          aria-label={`Sample of ${name}`}
          value={typed ?? String(sample)}
          onChange={({ target }) => {
            setTyped(target.value);
            if (/^\d+$/.test(target.value.trim())) to(Number(target.value));
          }}
          onBlur={() => setTyped(null)}
        />
      </label>
      <button type="button" aria-label="The next sample" onClick={() => to(sample + 1)}>
        ›
      </button>
      <span className="faint">
        of {samples.toLocaleString("en")}, {name}
      </span>
      {told.map(([head, value]) => (
        <span key={head} className="target" title={`What ${head} is to say of it`}>
          {head} = <b>{value}</b>
        </span>
      ))}
    </div>
  );
}
