import type { FieldProps } from "@rjsf/utils";
import { lookup } from "../../../../../shared/document";
import { isReference } from "../../../document/sharedOperations";
import { isInstance } from "../configProblems";
import { errorsAt } from "./ChoiceField";
import { argumentOf } from "./fieldArgument";
import { LayerSelect } from "./LayerSelect";
import { SubForm } from "./SubForm";

/** A layer inside another: its class, then its own form. */
export function LayerField(props: FieldProps) {
  const { kind, control, value, set, catalogue, shared } = argumentOf(props, "layer");
  const chosen = isInstance(value) ? value : null;
  const entry = chosen ? lookup(catalogue.entries, chosen.class_name) : undefined;
  return (
    <>
      <LayerSelect
        control={control}
        layers={kind.layers}
        none={kind.nullable}
        value={isReference(value) ? value : chosen}
        catalogue={catalogue}
        shared={shared}
        onChange={(layer) => set(layer ?? undefined)}
      />
      {isReference(value) && shared.form(value.operation)}
      {chosen && entry && (
        <SubForm
          key={entry.path}
          field={props}
          path={["config"]}
          schema={entry.schema}
          highlights={entry.highlights}
          value={chosen.config ?? {}}
          errors={errorsAt(props.errorSchema, "config")}
        />
      )}
    </>
  );
}
