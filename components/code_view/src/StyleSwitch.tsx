/** Sequential | Functional | Subclass: a radio group that looks like one segmented button. */

import { type ReactNode, useId } from "react";

const TITLES: Record<string, string> = {
  sequential: "Sequential",
  functional: "Functional",
  subclass: "Subclass",
};

/** What a style is called on the page. */
export function styleTitle(style: string): string {
  return TITLES[style] ?? style;
}

interface StyleSwitchProps {
  styles: string[];
  value: string;
  onChange: (style: string) => void;
}

export function StyleSwitch({ styles, value, onChange }: StyleSwitchProps): ReactNode {
  const group = useId();
  return (
    <fieldset className="style-switch">
      <legend>Style of the code</legend>
      {styles.map((style) => (
        <label key={style}>
          <input
            type="radio"
            name={group}
            value={style}
            checked={style === value}
            onChange={() => onChange(style)}
          />
          <span>{styleTitle(style)}</span>
        </label>
      ))}
    </fieldset>
  );
}
