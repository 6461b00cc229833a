import { type ReactNode, type SelectHTMLAttributes, useState } from "react";

/** From so many options on, they are made when the list is asked for. */
const MANY = 100;

interface Props extends SelectHTMLAttributes<HTMLSelectElement> {
  /** Always there: the empty choice and the one that is chosen. */
  fixed: ReactNode;
  /** How many more there are. */
  count: number;
  rest: () => ReactNode;
}

/** A select that may have a thousand options, in a panel that is drawn anew with every edit. */
export function LazySelect({ fixed, count, rest, ...select }: Props) {
  const [asked, setAsked] = useState(false);
  return (
    <select
      {...select}
      onPointerDown={() => setAsked(true)}
      onFocus={() => setAsked(true)}
      onBlur={() => setAsked(false)}
    >
      {fixed}
      {(asked || count < MANY) && rest()}
    </select>
  );
}
