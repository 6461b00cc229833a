/** Call by call: back, forward, or anywhere by the slider. */

import type { Numbered } from "../../shared/flowValues";

interface Props {
  steps: readonly Numbered[];
  index: number;
  onStep: (index: number) => void;
}

export function StepBar({ steps, index, onStep }: Props) {
  const step = steps[index];
  if (!step) return null;
  const { call } = step;
  return (
    <nav className="step-bar" aria-label="Call by call">
      <button
        type="button"
        aria-label="The call before"
        disabled={index === 0}
        onClick={() => onStep(index - 1)}
      >
        ‹
      </button>
      <input
        type="range"
        aria-label="Call"
        aria-valuetext={call.name}
        min={0}
        max={steps.length - 1}
        value={index}
        onChange={({ target }) => onStep(Number(target.value))}
      />
      <button
        type="button"
        aria-label="The next call"
        disabled={index === steps.length - 1}
        onClick={() => onStep(index + 1)}
      >
        ›
      </button>
      <span className="step-count">
        {index + 1} of {steps.length}
      </span>
    </nav>
  );
}
