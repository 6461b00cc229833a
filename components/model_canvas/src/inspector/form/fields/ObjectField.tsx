import type { FieldProps } from "@rjsf/utils";
import { argumentOf } from "./fieldArgument";
import { SubForm } from "./SubForm";

/** An object with a few fields of its own. */
export function ObjectField(props: FieldProps) {
  const { kind, value } = argumentOf(props, "object");
  const held = typeof value === "object" && value !== null ? value : {};
  return (
    <SubForm
      field={props}
      path={[]}
      schema={kind.schema}
      highlights={Object.keys(kind.schema.properties ?? {})}
      value={held as Record<string, unknown>}
      errors={props.errorSchema}
    />
  );
}
