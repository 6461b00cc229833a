import { type FieldProps, toFieldPathId } from "@rjsf/utils";
import type { JsonSchema } from "../../../../../shared/catalogue";
import { firstArguments, formSchema } from "../formSchema";
import type { FormContext } from "./fieldArgument";

interface Props {
  /** Of the field whose value holds the nested object. */
  field: FieldProps;
  /** Steps from the field's value to the nested object. */
  path: (string | number)[];
  schema: JsonSchema;
  highlights: readonly string[];
  value: Record<string, unknown>;
  errors: FieldProps["errorSchema"];
}

/** The form of a nested object, below the field that it belongs to. */
export function SubForm({ field, path, schema, highlights, value, errors }: Props) {
  const { registry, fieldPathId, onChange, onBlur, onFocus } = field;
  const { definitions } = (registry.formContext as FormContext).catalogue;
  if (Object.keys(schema.properties ?? {}).length === 0) return null;
  const form = formSchema(schema, definitions, firstArguments(schema, highlights, {}));
  const { SchemaField } = registry.fields;
  if (SchemaField === undefined) return null;
  const own = path.reduce(
    (parent, step) => toFieldPathId(step, registry.globalFormOptions, parent),
    fieldPathId,
  );
  return (
    <div className="form-nested">
      <SchemaField
        name={String(path.at(-1) ?? "")}
        registry={registry}
        schema={form.schema}
        uiSchema={form.uiSchema}
        formData={value}
        fieldPathId={own}
        errorSchema={errors ?? {}}
        onChange={onChange}
        onBlur={onBlur}
        onFocus={onFocus}
      />
    </div>
  );
}
