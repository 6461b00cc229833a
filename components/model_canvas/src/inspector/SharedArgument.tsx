/** The form of one of the design's operations, in the place of the argument that it is. */

import { lookup } from "../../../shared/document";
import { operationName } from "../document/graphAccess";
import { repeatArgument } from "../document/repeatArgument";
import { setSharedConfig } from "../document/settings";
import { type Holder, usesOf } from "../document/sharedOperations";
import { modelName } from "../view/sharing";
import { ConfigForm } from "./form/ConfigForm";
import type { SharedArguments } from "./form/sharedArguments";
import { pathOf } from "./NodeHeader";
import type { Subject } from "./useSubject";

/**
 * The design's layers as arguments, each with its form.
 *
 * @param holder The layer whose arguments they are.
 * @param within The operations in whose forms these stand.
 */
export function sharedArguments(
  subject: Subject,
  holder: Holder,
  within: readonly string[] = [],
): SharedArguments {
  const { catalogue, edit } = subject;
  const layers = Object.entries(subject.design.operations ?? {}).flatMap(([id, operation]) =>
    operation.kind !== "op" && !within.includes(id)
      ? [{ id, name: operation.name, path: pathOf(operation) }]
      : [],
  );
  return {
    layers,
    form: (id) => <SharedArgument key={id} {...{ subject, id, within }} />,
    again: (path) =>
      edit("Use the same object again", (whole) =>
        repeatArgument(whole, holder, path, (name) => catalogue?.find(name)?.auto_name),
      ),
  };
}

interface Props {
  subject: Subject;
  id: string;
  /** The operations in whose forms this one stands: none can hold itself. */
  within: readonly string[];
}

function SharedArgument({ subject, id, within }: Props) {
  const { design, catalogue, store, edit } = subject;
  const operation = lookup(design.operations ?? {}, id);
  if (operation === undefined || operation.kind === "op") {
    return <p className="ll-field-error">The design has no layer "{id}" any more.</p>;
  }
  if (operation.kind === "model") {
    return (
      <p className="quiet form-nested">
        An instance of{" "}
        <button
          type="button"
          className="link"
          onClick={() => store.getState().open(operation.model)}
        >
          {lookup(design.models, operation.model)?.name ?? operation.model}
        </button>
        , with its own weights: look inside to change it.
      </p>
    );
  }
  if (within.includes(id)) {
    return <p className="ll-field-error">{operation.name} cannot be an argument of itself.</p>;
  }
  const entry = catalogue?.find(operation.class_name);
  const [call] = usesOf(design).get(id)?.calls ?? [];
  const key = `${store.getState().key}/shared/${id}`;
  return (
    <div className="form-nested">
      <p className="quiet">
        One object wherever it stands: what you set here holds at all of its places.{" "}
        {call && (
          <button
            type="button"
            className="link"
            onClick={() => store.getState().focus(call[0], [...call[1]])}
          >
            Go to its call in {modelName(design, call[0])}
          </button>
        )}
      </p>
      {catalogue && entry && (
        <ConfigForm
          key={key}
          draftKey={key}
          schema={entry.schema}
          highlights={entry.highlights}
          values={operation.config}
          catalogue={catalogue}
          shared={sharedArguments(subject, { graph: null, operation: id }, [...within, id])}
          onSet={(name, value) =>
            edit(
              `Set ${operationName(operation)}.${name}`,
              (whole) => setSharedConfig(whole, id, name, value, entry.schema),
              `config shared ${id} ${name}`,
            )
          }
        />
      )}
    </div>
  );
}
