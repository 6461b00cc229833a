import type { Catalogue } from "../../../shared/catalogue";

interface Props {
  id?: string;
  label?: string;
  className?: string;
  /** Name of the catalogue's definition that lists the values. */
  definition: "dtype_policy" | "dtype";
  catalogue: Catalogue | null;
  value: string | null;
  /** What no value of its own means; without it, there must be one. */
  none?: string;
  onChange: (value: string | null) => void;
}

/** A choice among dtypes or dtype policies. */
export function PolicySelect(props: Props) {
  const { id, label, className = "", definition, catalogue, value, none, onChange } = props;
  const listed = catalogue?.definitions[definition]?.enum ?? [];
  const known = listed.filter((item) => typeof item === "string");
  const all = value === null || known.includes(value) ? known : [value, ...known];
  return (
    <select
      id={id}
      aria-label={label}
      className={`ll-select ${className}`}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
    >
      {none !== undefined && <option value="">{none}</option>}
      {all.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
