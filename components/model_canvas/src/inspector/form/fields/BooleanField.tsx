import type { FieldProps } from "@rjsf/utils";
import { argumentOf } from "./fieldArgument";

/** True or False. */
export function BooleanField(props: FieldProps) {
  const { argument, control, value, set } = argumentOf(props, "boolean");
  const checked = (value ?? argument.default ?? false) === true;
  return (
    <span className="form-boolean">
      <input
        {...control}
        type="checkbox"
        className="ll-check"
        checked={checked}
        onChange={(event) => set(event.target.checked)}
      />
      <span aria-hidden>{checked ? "True" : "False"}</span>
    </span>
  );
}
