import type { FieldProps } from "@rjsf/utils";
import { argumentOf } from "./fieldArgument";
import { ValueSelect } from "./ValueSelect";

/** One of some values. */
export function SelectField(props: FieldProps) {
  const { argument, kind, control, value, set, required } = argumentOf(props, "select");
  return (
    <ValueSelect
      control={control}
      argument={argument}
      groups={{ "": kind.values }}
      value={value}
      required={required}
      onChange={set}
    />
  );
}
