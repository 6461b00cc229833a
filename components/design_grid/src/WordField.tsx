/** A field in the place of a word: Enter or leaving it takes it over, Escape does not. */

import { type ReactNode, useId, useRef, useState } from "react";

interface Props {
  label: string;
  value: string;
  placeholder?: string;
  /** What is offered while one types. */
  offers?: string[];
  /** How many characters it may have; what has more stays in the field, which says so. */
  longest: number;
  /** Called once, with what was written; null where it is to stay as it was. */
  onEnd: (text: string | null) => void;
}

export function WordField({
  label,
  value,
  placeholder,
  offers = [],
  longest,
  onEnd,
}: Props): ReactNode {
  const [text, setText] = useState(value);
  const ended = useRef(false);
  const list = useId();
  const length = [...text.trim()].length;
  const long = length > longest;
  const problem = useId();
  const end = (what: string | null) => {
    if (ended.current || (what !== null && long)) return;
    ended.current = true;
    onEnd(what);
  };
  return (
    <>
      <input
        className="word"
        aria-label={label}
        value={text}
        placeholder={placeholder}
        list={offers.length > 0 ? list : undefined}
        aria-invalid={long}
        aria-describedby={long ? problem : undefined}
        // biome-ignore lint/a11y/noAutofocus: it was asked for just now
        autoFocus
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => setText(target.value)}
        onBlur={() => end(text.trim())}
        onKeyDown={({ key }) => {
          if (key === "Enter") end(text.trim());
          else if (key === "Escape") end(null);
        }}
      />
      {long && (
        <p id={problem} className="word-problem" role="alert">
          At most {longest} characters; this has {length}.
        </p>
      )}
      {offers.length > 0 && (
        <datalist id={list}>
          {offers.map((offer) => (
            <option key={offer} value={offer} />
          ))}
        </datalist>
      )}
    </>
  );
}
