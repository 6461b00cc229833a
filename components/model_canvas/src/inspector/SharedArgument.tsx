/** The form of one of the design's operations, in the place of the argument that it is. */

import { lookup } from "../../../shared/document";
import { operationName } from "../document/graphAccess";
import { setSharedConfig } from "../document/settings";
import { usesOf } from "../document/sharedOperations";
import { modelName } from "../view/sharing";
import { ConfigForm } from "./form/ConfigForm";
import type { SharedArguments } from "./form/sharedArguments";
import type { Subject } from "./useSubject";

/** The design's layers as arguments, each with its form. */
export function sharedArguments(subject: Subject, within: readonly string[] = []): SharedArguments {
  const layers = Object.entries(subject.design.operations ?? {}).flatMap(([id, operation]) =>
    operation.kind === "layer" && !within.includes(id)
      ? [{ id, name: operation.name, path: operation.class_name }]
      : [],
  );
  return { layers, form: (id) => <SharedArgument key={id} {...{ subject, id, within }} /> };
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
  if (operation?.kind !== "layer") {
    return <p className="ll-field-error">The design has no layer "{id}" any more.</p>;
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
          shared={sharedArguments(subject, [...within, id])}
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
