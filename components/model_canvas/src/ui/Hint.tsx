import { CircleHelp } from "lucide-react";
import { Sentence } from "../../../shared/Sentence";

/** What an argument is for: shown on hover and focus, read with its control. */
export function Hint({ id, about, text }: { id: string; about: string; text: string }) {
  if (text === "") return <span id={id} />;
  return (
    <span className="hint">
      <button
        type="button"
        className="hint-button"
        aria-label={`About ${about}`}
        aria-describedby={id}
      >
        <CircleHelp size={13} aria-hidden />
      </button>
      <span id={id} role="tooltip" className="hint-text">
        <Sentence text={text} />
      </span>
    </span>
  );
}
