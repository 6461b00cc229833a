/** The form of a layer's constructor arguments, or of a call's. */

// Not from the package's index, which in 6.11.1 also loads a test helper with its own dependencies.
import Form from "@rjsf/core/lib/components/Form.js";
import type { ErrorSchema, RJSFSchema, ValidatorType } from "@rjsf/utils";
import {
  useCallback,
  useDeferredValue,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from "react";
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

/** What a form shows, and what is wrong with it. */
interface Shown {
  data: Values;
  errors: ErrorSchema<Values>;
}

/**
 * Key it by `draftKey`: what it shows first depends on what was set when it was opened.
 *
 * The library draws what is typed by itself. Told of it again, as it has to be, since the values may come from
 * elsewhere, too, it draws twice more and changes nothing: so it is told once the canvas is drawn.
 */
export function ConfigForm(props: Props) {
  const { draftKey, schema, highlights, values, catalogue, onSet } = props;
  const { shared = NONE_SHARED, block = null, mixed = NONE_MIXED } = props;
  const [drafts, redraw] = useReducer((count: number) => count + 1, 0);
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: drafts are kept outside of React
  const shown = useMemo(() => withDrafts(draftKey, values), [draftKey, values, drafts]);
  const now = useMemo<Shown>(() => {
    const problems = configProblems(schema, shown, catalogue, parameters);
    return { data: shown, errors: errorTree(problems) };
  }, [schema, shown, catalogue, parameters]);
  const { data, errors } = useDeferredValue(now);
  // What it has: what it was told last, or has told itself since.
  const held = useRef(data);
  useLayoutEffect(() => {
    held.current = data;
  }, [data]);

  const change = (next: Values) => {
    const found = configProblems(schema, next, catalogue, parameters);
    const wrong = new Set(found.map(({ path }) => path[0]));
    for (const name of Object.keys(schema.properties ?? {})) {
      const value = lookup(next, name);
      if (sameJson(value, lookup(held.current, name))) continue;
      if (wrong.has(name)) {
        keepDraft(draftKey, name, value, values);
      } else {
        dropDraft(draftKey, name);
        onSet(name, tidied(schema.properties?.[name] ?? {}, value, catalogue));
      }
    }
    held.current = next;
    redraw();
  };
  const latest = useRef(change);
  useLayoutEffect(() => {
    latest.current = change;
  });
  const changed = useCallback(({ formData }: { formData?: Values }) => {
    latest.current(formData ?? {});
  }, []);
  const drawn = useMemo(
    () => (
      <Form<Values, RJSFSchema, FormContext>
        tagName="div"
        className="form"
        idPrefix={draftKey}
        idSeparator="/"
        schema={form.schema}
        uiSchema={form.uiSchema}
        formData={data}
        formContext={formContext}
        validator={UNASKED}
        noValidate
        extraErrors={errors}
        fields={FIELDS_BY_KIND}
        templates={templates}
        showErrorList={false}
        onChange={changed}
      >
        {/* No submit button: every valid value is sent as it is typed. */}
        <span />
      </Form>
    ),
    [draftKey, form, data, errors, formContext, changed],
  );

  if (Object.keys(schema.properties ?? {}).length === 0) return null;
  return drawn;
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
