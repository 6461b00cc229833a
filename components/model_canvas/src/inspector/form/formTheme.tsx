/** How the form library draws a form here: compact rows, help behind a sign, errors in place. */

import {
  type FieldTemplateProps,
  getUiOptions,
  type ObjectFieldTemplateProps,
  type TemplatesType,
} from "@rjsf/utils";
import { ArrowUpFromLine, RotateCcw } from "lucide-react";
import { isExpression } from "../../document/blocks/expression";
import { isReference } from "../../document/sharedOperations";
import { Fold } from "../../ui/Fold";
import { Hint } from "../../ui/Hint";
import { IconButton } from "../../ui/IconButton";
import type { FormContext } from "./fields/fieldArgument";
import type { ArgumentOptions } from "./formSchema";
import { formatItem } from "./pythonLiterals";

/** One argument: its name, its control, what is wrong with it. */
function FieldTemplate(props: FieldTemplateProps) {
  const { id, label, children, rawErrors = [], required = false, uiSchema, formData } = props;
  const { argument, kind } = getUiOptions(uiSchema) as Partial<ArgumentOptions>;
  if (argument === undefined || kind === undefined) return children;
  const { fieldPathId, onChange } = props;
  const { block, mixed } = props.registry.formContext as FormContext;
  const current = formData === undefined ? argument.default : formData;
  const liftable =
    block !== null &&
    kind.kind !== "index" &&
    current !== undefined &&
    !isExpression(current) &&
    !isReference(current);
  const [name] = fieldPathId.path;
  const values = fieldPathId.path.length === 1 ? mixed.get(String(name)) : undefined;
  const isSet = formData !== undefined && !required;
  const usual = "default" in argument ? `Default: ${formatItem(argument.default)}` : "";
  const help = [argument.description, usual].filter((text) => text).join(" ");
  return (
    <div
      className="form-field"
      data-kind={kind.kind}
      data-set={isSet}
      data-lift={liftable}
      data-mixed={values !== undefined}
    >
      <label htmlFor={id} title={label}>
        {label}
        {required && (
          <span className="form-required" title="needed" aria-hidden>
            {" *"}
          </span>
        )}
      </label>
      <Hint id={`${id}-help`} about={label} text={help} />
      {children}
      {isSet && (
        <IconButton
          icon={RotateCcw}
          className="form-reset"
          label={`Reset ${label} to its default`}
          onClick={() => onChange(undefined, fieldPathId.path)}
        />
      )}
      {liftable && (
        <IconButton
          icon={ArrowUpFromLine}
          className="form-lift"
          label={`Lift ${label} to the block: a parameter that each use may set`}
          onClick={() => block.lift(fieldPathId.path, current)}
        />
      )}
      <div id={`${id}-error`} className="form-errors" aria-live="polite">
        {values && <p className="form-mixed">Different ones: {listed(values)}</p>}
        {rawErrors.map((error) => (
          <p key={error} className="ll-field-error">
            {error}
          </p>
        ))}
      </div>
    </div>
  );
}

/** The most values that are named. */
const MOST = 4;

function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, MOST).map((value) => formatItem(value));
  return [...shown, ...(values.length > MOST ? ["…"] : [])].join(", ");
}

/** The arguments of one layer or nested object: the important ones, then the others on demand. */
function ObjectFieldTemplate({ properties, uiSchema, errorSchema }: ObjectFieldTemplateProps) {
  const { shown = properties.length } = getUiOptions(uiSchema) as { shown?: number };
  const more = properties.slice(shown);
  const wrong = more.some(({ name }) => errorSchema?.[name] !== undefined);
  return (
    <div className="form-object">
      {properties.slice(0, shown).map(({ name, content }) => (
        <div key={name}>{content}</div>
      ))}
      {more.length > 0 && (
        <Fold
          className="form-more"
          open={wrong}
          summary={
            <>
              {shown === 0 ? "Settings" : "More"} <span>{more.length}</span>
            </>
          }
        >
          {more.map(({ name, content }) => (
            <div key={name}>{content}</div>
          ))}
        </Fold>
      )}
    </div>
  );
}

export const templates: Partial<TemplatesType> = { FieldTemplate, ObjectFieldTemplate };
