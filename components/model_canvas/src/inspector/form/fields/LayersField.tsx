import type { FieldProps } from "@rjsf/utils";
import { ArrowDown, ArrowUp, Plus, Repeat2, X } from "lucide-react";
import { lookup } from "../../../../../shared/document";
import { lastStep } from "../../../document/graphAccess";
import { isReference, type Reference } from "../../../document/sharedOperations";
import { moved } from "../../../document/trees";
import { IconButton } from "../../../ui/IconButton";
import { type Instance, isInstance } from "../configProblems";
import { sharedText } from "../sharedArguments";
import { errorsAt } from "./ChoiceField";
import { argumentOf } from "./fieldArgument";
import { LayerSelect } from "./LayerSelect";
import { SubForm } from "./SubForm";

/** Layers or cells inside another, in order; with one alone, the layer itself where that is allowed. */
export function LayersField(props: FieldProps) {
  const { kind, control, value, set, catalogue, shared } = argumentOf(props, "layers");
  const bare = isItem(value);
  const items = bare ? [value] : Array.isArray(value) ? value.filter(isItem) : [];
  const put = (next: unknown[]) => {
    const [only] = next;
    set(next.length === 0 ? undefined : kind.single && next.length === 1 ? only : next);
  };
  const isRepeated = (id: string, index: number) =>
    items.findIndex((item) => isReference(item) && item.operation === id) < index;
  return (
    <div className="form-layers">
      {items.map((item, index) => {
        const held = isReference(item) ? null : item;
        const entry = held ? lookup(catalogue.entries, held.class_name) : undefined;
        const name = isReference(item)
          ? sharedText(shared, item.operation)
          : lastStep(item.class_name);
        const errors = bare ? props.errorSchema : errorsAt(props.errorSchema, index);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items have nothing else to be told by
          <div key={index} className="form-layers-item">
            <LayerSelect
              control={index === 0 ? control : { "aria-label": `Layer ${index + 1}` }}
              layers={kind.layers}
              none={false}
              value={item}
              catalogue={catalogue}
              shared={shared}
              onChange={(layer) => put(items.with(index, layer ?? item))}
            />
            <IconButton
              icon={ArrowUp}
              label={`Move ${name} up`}
              disabled={index === 0}
              onClick={() => put(moved(items, index, index - 1))}
            />
            <IconButton
              icon={ArrowDown}
              label={`Move ${name} down`}
              disabled={index === items.length - 1}
              onClick={() => put(moved(items, index, index + 1))}
            />
            {shared.again && (
              <IconButton
                icon={Repeat2}
                label={`Use the same ${name} again: one object, one set of weights`}
                onClick={() =>
                  shared.again?.([...props.fieldPathId.path, ...(bare ? [] : [index])])
                }
              />
            )}
            <IconButton
              icon={X}
              label={`Remove ${name}`}
              onClick={() => put(items.toSpliced(index, 1))}
            />
            {isReference(item) && !isRepeated(item.operation, index) && shared.form(item.operation)}
            {held && entry && (
              <SubForm
                field={props}
                path={bare ? ["config"] : [index, "config"]}
                schema={entry.schema}
                highlights={entry.highlights}
                value={held.config ?? {}}
                errors={errorsAt(errors, "config")}
              />
            )}
          </div>
        );
      })}
      <span className="form-layers-add">
        <Plus size={14} aria-hidden />
        <LayerSelect
          control={{ "aria-label": "Add a layer" }}
          layers={kind.layers}
          none={false}
          value={null}
          catalogue={catalogue}
          shared={shared}
          onChange={(layer) => layer && put([...items, layer])}
        />
      </span>
    </div>
  );
}

function isItem(value: unknown): value is Instance | Reference {
  return isInstance(value) || isReference(value);
}
