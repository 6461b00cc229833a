/** The field that searches while one types. */

import { type ReactNode, useEffect, useRef, useState } from "react";

/** After so many milliseconds without a key it is searched for. */
const PAUSE_MS = 200;

interface Props {
  /** What is searched for now. */
  value: string;
  onSearch: (text: string) => void;
}

export function SearchField({ value, onSearch }: Props): ReactNode {
  const [text, setText] = useState(value);
  const asked = useRef(value);
  const search = useRef(onSearch);
  search.current = onSearch;
  // Another folder begins without a search.
  useEffect(() => {
    if (value !== asked.current) setText(value);
    asked.current = value;
  }, [value]);
  useEffect(() => {
    if (text === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = text;
      search.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <input
      type="search"
      className="search"
      placeholder="Search names and folders"
      aria-label="Search designs"
      value={text}
      maxLength={200}
      onChange={({ target }) => setText(target.value)}
    />
  );
}
