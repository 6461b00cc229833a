/** How many times a block is there, one after another. */

import { useEffect, useId, useRef } from "react";
import { repeatProblem } from "../document/blocks/repeat";
import { useUi, useUiStore } from "../store/uiStore";
import { EditableText } from "../ui/EditableText";
import { Row } from "./FormRow";

interface Props {
  /** The block's. */
  node: string;
  times: number;
  /** Why it cannot be there more than once, or null. */
  refusal: string | null;
  onChange: (times: number) => void;
}

export function RepeatField({ node, times, refusal, onChange }: Props) {
  const id = useId();
  const ui = useUiStore();
  const asked = useUi(({ repeating }) => repeating === node);
  const field = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!asked) return;
    ui.setState({ repeating: null });
    const input = field.current?.querySelector("input");
    input?.focus();
    input?.select();
  }, [asked, ui]);
  return (
    <Row label="Repeat" htmlFor={id}>
      <span ref={field} className="repeat-field">
        <EditableText
          id={id}
          label="How many times, one after another"
          className="repeat-times"
          value={String(times)}
          problem={(text) => {
            const wanted = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
            return repeatProblem(wanted) ?? (wanted > 1 ? refusal : null);
          }}
          onChange={(text) => onChange(Number(text))}
        />
        <span className="quiet" title="One after another, each with its own weights">
          {times === 1 ? "time" : "times"}
        </span>
      </span>
    </Row>
  );
}
