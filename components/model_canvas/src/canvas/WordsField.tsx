/** The field in which a frame's title or a comment is written. */

import { useEffect, useRef, useState } from "react";

interface Props {
  className: string;
  label: string;
  value: string;
  placeholder: string;
  /** Several lines: Enter makes one more, and Ctrl+Enter ends. */
  lines?: boolean;
  /** Called once, with what was written; null where that was given up. */
  onEnd: (text: string | null) => void;
}

export function WordsField({ className, label, value, placeholder, lines, onEnd }: Props) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const ended = useRef(false);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const end = (words: string | null) => {
    if (ended.current) return;
    ended.current = true;
    onEnd(words);
  };
  const Field = lines ? "textarea" : "input";
  return (
    <Field
      ref={field}
      className={`ll-input nodrag nopan nowheel ${className}`}
      aria-label={label}
      value={text}
      placeholder={placeholder}
      autoComplete="off"
      onChange={(event: { target: { value: string } }) => setText(event.target.value)}
      onPointerDown={(event: { stopPropagation: () => void }) => event.stopPropagation()}
      onBlur={() => end(text)}
      onKeyDown={(event: React.KeyboardEvent<HTMLElement>) => {
        event.stopPropagation();
        const done = event.key === "Enter" && (!lines || event.ctrlKey || event.metaKey);
        if (!done && event.key !== "Escape") return;
        event.preventDefault();
        const canvas = event.currentTarget.closest<HTMLElement>(".canvas");
        end(done ? text : null);
        canvas?.focus({ preventScroll: true });
      }}
    />
  );
}
