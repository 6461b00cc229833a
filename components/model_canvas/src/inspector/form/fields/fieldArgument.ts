/** What every field takes from the form library's props. */

import { type FieldProps, getUiOptions } from "@rjsf/utils";
import type { Catalogue, JsonSchema } from "../../../../../shared/catalogue";
import type { Kind } from "../argumentKind";
import type { BlockArguments } from "../blockArguments";
import type { SharedArguments } from "../sharedArguments";

/** The different values of arguments, where a form is of several layers. */
export type Mixed = ReadonlyMap<string, readonly unknown[]>;

export interface FormContext {
  catalogue: Catalogue;
  shared: SharedArguments;
  /** The block whose parameters an argument may depend on; null outside of blocks. */
  block: BlockArguments | null;
  mixed: Mixed;
}

interface Argument<K extends Kind["kind"]> {
  id: string;
  argument: JsonSchema;
  kind: Extract<Kind, { kind: K }>;
  value: unknown;
  catalogue: Catalogue;
  shared: SharedArguments;
  block: BlockArguments | null;
  required: boolean;
  /** For the control: its id, validity and descriptions. */
  control: {
    id: string;
    "aria-invalid": boolean;
    "aria-required": boolean;
    "aria-describedby": string;
  };
  set: (value: unknown) => void;
}

/** A field's own view of what the form library hands it. */
export function argumentOf<K extends Kind["kind"]>(props: FieldProps, _kind: K): Argument<K> {
  const { fieldPathId, uiSchema, formData, onChange, rawErrors, registry } = props;
  const { argument, kind } = getUiOptions(uiSchema) as unknown as {
    argument: JsonSchema;
    kind: Extract<Kind, { kind: K }>;
  };
  const context = registry.formContext as FormContext;
  const id = fieldPathId.$id;
  return {
    id,
    argument,
    kind,
    value: formData,
    catalogue: context.catalogue,
    shared: context.shared,
    block: context.block,
    required: props.required ?? false,
    control: {
      id,
      "aria-invalid": (rawErrors?.length ?? 0) > 0,
      "aria-required": props.required ?? false,
      "aria-describedby": `${id}-error ${id}-help`,
    },
    set: (value) => onChange(value, fieldPathId.path),
  };
}
