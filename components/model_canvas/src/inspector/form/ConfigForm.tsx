/** The form of a layer's constructor arguments, or of a call's. */

// Not from the package's index, which in 6.11.1 also loads a test helper with its own dependencies.
import Form from "@rjsf/core/lib/components/Form.js";
import type { ErrorSchema, RJSFSchema, ValidatorType } from "@rjsf/utils";
import { useMemo, useReducer, useState } from "react";
import type { Catalogue, JsonSchema } from "../../../../shared/catalogue";
import { lookup } from "../../../../shared/document";
import { sameJson } from "../../document/sameJson";
import type { BlockArguments } from "./blockArguments";
import { configProblems, type Problem } from "./configProblems";
import type { FormContext, Mixed } from "./fields/fieldArgument";
import { FIELDS_BY_KIND } from "./fields/fieldsByKind";
import { dropDraft, keepDraft, type Values, withDrafts } from "./formDrafts";
import { firstArguments, formSchema } from "./formSchema";
import { templates } from "./formTheme";
import { NONE_SHARED, type SharedArguments } from "./sharedArguments";
import { tidied } from "./withoutDefaults";

interface Props {
  /** Tells this form's drafts from others'. */
  draftKey: string;
  schema: JsonSchema;
  highlights: readonly string[];
  values: Values;
  catalogue: Catalogue;
  /** The design's operations, which an argument may stand for. */
  shared?: SharedArguments;
  /** The block that the layer stands in. */
  block?: BlockArguments | null;
  /** Arguments of which the values differ among the layers that the form is of, with these. */
  mixed?: Mixed;
  /** Called with each valid value as it is typed; undefined for the default. */
  onSet: (name: string, value: unknown) => void;
}

const NONE_MIXED: Mixed = new Map();

/** Key it by `draftKey`: what it shows first depends on what was set when it was opened. */
export function ConfigForm(props: Props) {
  const { draftKey, schema, highlights, values, catalogue, onSet } = props;
  const { shared = NONE_SHARED, block = null, mixed = NONE_MIXED } = props;
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [first] = useState(() => firstArguments(schema, highlights, values));
  const form = useMemo(
    () => formSchema(schema, catalogue.definitions, first),
    [schema, catalogue, first],
  );
  const formContext = useMemo(
    () => ({ catalogue, shared, block, mixed }),
    [catalogue, shared, block, mixed],
  );
  const parameters = block?.parameters ?? null;
  const shown = withDrafts(draftKey, values);
  const problems = configProblems(schema, shown, catalogue, parameters);

  const change = (next: Values) => {
    const found = configProblems(schema, next, catalogue, parameters);
    const wrong = new Set(found.map(({ path }) => path[0]));
    for (const name of Object.keys(schema.properties ?? {})) {
      const value = lookup(next, name);
      if (sameJson(value, lookup(shown, name))) continue;
      if (wrong.has(name)) {
        keepDraft(draftKey, name, value, values);
      } else {
        dropDraft(draftKey, name);
        onSet(name, tidied(schema.properties?.[name] ?? {}, value, catalogue));
      }
    }
    redraw();
  };

  if (Object.keys(schema.properties ?? {}).length === 0) return null;
  return (
    <Form<Values, RJSFSchema, FormContext>
      tagName="div"
      className="form"
      idPrefix={draftKey}
      idSeparator="/"
      schema={form.schema}
      uiSchema={form.uiSchema}
      formData={shown}
      formContext={formContext}
      validator={UNASKED}
      noValidate
      extraErrors={errorTree(problems)}
      fields={FIELDS_BY_KIND}
      templates={templates}
      showErrorList={false}
      onChange={({ formData }) => change(formData ?? {})}
    >
      {/* No submit button: every valid value is sent as it is typed. */}
      <span />
    </Form>
  );
}

/**
 * The library validates on a change only, but a draft is wrong from the moment it is shown again; so
 * the problems are found here and handed to it.
 */
const UNASKED: ValidatorType<Values, RJSFSchema, FormContext> = {
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  isValid: () => true,
  rawValidation: () => ({}),
};

function errorTree(problems: Problem[]): ErrorSchema<Values> {
  const root: ErrorSchema<Values> = {};
  for (const { path, message } of problems) {
    let here: Record<string | number, unknown> & { __errors?: string[] } = root;
    for (const step of path) {
      here[step] ??= {};
      here = here[step] as typeof here;
    }
    here.__errors = [...(here.__errors ?? []), message];
  }
  return root;
}
