/** The tools at a frame or comment that has the focus: colours, and what else it offers. */

import type { LucideIcon } from "lucide-react";
import { COLORS } from "../document/notes";

export interface NoteTool {
  label: string;
  Icon: LucideIcon;
  act: () => void;
}

interface Props {
  what: string;
  color: string;
  onColor: (color: string) => void;
  tools: NoteTool[];
}

export function NoteTools({ what, color, onColor, tools }: Props) {
  return (
    <div className="note-tools nodrag nopan" role="toolbar" aria-label={`Tools for the ${what}`}>
      {COLORS.map((name) => (
        <button
          key={name}
          type="button"
          className="note-color"
          data-color={name}
          aria-label={name}
          aria-pressed={name === color}
          title={name}
          onClick={() => onColor(name)}
        />
      ))}
      {tools.map(({ label, Icon, act }) => (
        <button
          key={label}
          type="button"
          aria-label={label}
          title={label}
          onClick={(event) => {
            const canvas = event.currentTarget.closest<HTMLElement>(".canvas");
            act();
            // The button goes with what it is for; keys must go somewhere.
            canvas?.focus({ preventScroll: true });
          }}
        >
          <Icon size={14} aria-hidden />
        </button>
      ))}
    </div>
  );
}
