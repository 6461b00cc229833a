import type { FieldProps } from "@rjsf/utils";
import { lookup } from "../../../../../shared/document";
import { lastStep } from "../../../document/graphAccess";
import { starterConfig } from "../../../document/starterConfig";
import { isInstance } from "../configProblems";
import { argumentOf } from "./fieldArgument";
import { SubForm } from "./SubForm";

const NAME = "name:";
const CLASS = "class:";

/** A name such as "relu" or "he_normal", or an object with settings of its own. */
export function ChoiceField(props: FieldProps) {
  const { argument, kind, control, value, set, catalogue } = argumentOf(props, "choice");
  const fallback = argument.default;
  const current = value === undefined ? fallback : value;
  const chosen = isInstance(current) ? current : null;
  const key = chosen ? CLASS + chosen.class_name : NAME + String(current);
  const paths = [...kind.objects.map(({ path }) => path), ...kind.layers];
  const names = kind.values.map((item) => NAME + String(item));
  const strange = !names.includes(key) && !paths.includes(key.slice(CLASS.length));
  const schema =
    chosen &&
    (kind.objects.find(({ path }) => path === chosen.class_name)?.config ??
      lookup(catalogue.entries, chosen.class_name)?.schema);

  const choose = (next: string) => {
    if (next.startsWith(NAME)) {
      set(kind.values.find((item) => NAME + String(item) === next));
      return;
    }
    const path = next.slice(CLASS.length);
    const entry = lookup(catalogue.entries, path);
    set({ class_name: path, config: entry ? starterConfig(entry) : {} });
  };

  return (
    <>
      <select
        {...control}
        className="ll-select"
        data-default={value === undefined}
        value={key}
        onChange={(e) => choose(e.target.value)}
      >
        {strange && (
          <option value={key}>{chosen ? lastStep(chosen.class_name) : String(current)}</option>
        )}
        <optgroup label="By name">
          {kind.values.map((item) => (
            <option key={String(item)} value={NAME + String(item)}>
              {item === null ? "None" : String(item)}
              {value !== undefined && item === fallback && " (default)"}
            </option>
          ))}
        </optgroup>
        <optgroup label="With settings">
          {paths.map((path) => (
            <option key={path} value={CLASS + path}>
              {lastStep(path)}…
            </option>
          ))}
        </optgroup>
      </select>
      {chosen && schema && (
        <SubForm
          field={props}
          path={["config"]}
          schema={schema}
          highlights={Object.keys(schema.properties ?? {})}
          value={chosen.config ?? {}}
          errors={errorsAt(props.errorSchema, "config")}
        />
      )}
    </>
  );
}

export function errorsAt(errors: FieldProps["errorSchema"], step: string | number) {
  return (errors as Record<string, FieldProps["errorSchema"]> | undefined)?.[step];
}
