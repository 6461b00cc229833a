import type { FieldProps } from "@rjsf/utils";
import { formatItem } from "../pythonLiterals";
import { argumentOf } from "./fieldArgument";

/** Text; an empty field is the default. */
export function TextField(props: FieldProps) {
  const { argument, kind, control, value, set } = argumentOf(props, "text");
  const list = kind.examples.length > 0 ? `${control.id}-examples` : undefined;
  const usual = argument.default;
  return (
    <>
      <input
        {...control}
        className="ll-input"
        list={list}
        value={typeof value === "string" ? value : ""}
        placeholder={typeof usual === "string" ? usual : usual === null ? "None" : ""}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => set(event.target.value === "" ? undefined : event.target.value)}
      />
      {list && (
        <datalist id={list}>
          {kind.examples.map((example) => (
            <option key={example} value={example}>
              {formatItem(example)}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}
