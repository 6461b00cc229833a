import type { Field, FieldProps } from "@rjsf/utils";
import { isReference } from "../../../document/sharedOperations";
import { sharedText } from "../sharedArguments";
import { argumentOf } from "./fieldArgument";

/** A field in whose place one of the design's operations is shown where the value is one. */
export function orShared(Plain: React.ComponentType<FieldProps>): Field {
  return function OrShared(props: FieldProps) {
    const { control, shared } = argumentOf(props, "object");
    const { formData: value } = props;
    if (!isReference(value)) return <Plain {...props} />;
    return (
      <>
        <output {...control}>{sharedText(shared, value.operation)}</output>
        {shared.form(value.operation)}
      </>
    );
  };
}
