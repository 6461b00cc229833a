/** Sequential | Functional | Subclass: a radio group that looks like one segmented button. */

import { type ReactNode, useId } from "react";

/** A style that can be chosen, as Python lists them. */
export interface Style {
  name: string;
  title: string;
}

interface StyleSwitchProps {
  styles: Style[];
  /** The name of the chosen one. */
  value: string;
  onChange: (name: string) => void;
}

export function StyleSwitch({ styles, value, onChange }: StyleSwitchProps): ReactNode {
  const group = useId();
  return (
    <fieldset className="style-switch">
      <legend>Style of the code</legend>
      {styles.map(({ name, title }) => (
        <label key={name}>
          <input
            type="radio"
            name={group}
            value={name}
            checked={name === value}
            onChange={() => onChange(name)}
          />
          <span>{title}</span>
        </label>
      ))}
    </fieldset>
  );
}
