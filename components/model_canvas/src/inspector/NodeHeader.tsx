/** The head of a node's panel: its name, its class with a sentence about it, its parameters. */

import { ExternalLink } from "lucide-react";
import type { Operation } from "../../../shared/document";
import { Sentence } from "../../../shared/Sentence";
import { isCustom } from "../document/customLayers";
import { lastStep } from "../document/graphAccess";
import { nameProblem } from "../document/names";
import { rename } from "../document/settings";
import { CategoryIcon } from "../ui/CategoryIcon";
import { EditableText } from "../ui/EditableText";
import { categoryOf } from "../view/category";
import { countText } from "../view/displayText";
import { placesOf, placesText } from "../view/sharing";
import type { Subject } from "./useSubject";

interface Props {
  subject: Subject;
  operation: Operation;
  id: string;
}

export function NodeHeader({ subject, operation, id }: Props) {
  const { design, graphId, catalogue, found, stale, edit, store } = subject;
  const path = pathOf(operation);
  const entry = path === null ? undefined : catalogue?.find(path);
  const own = isCustom(operation, catalogue);
  const unbuilt = own && operation.recorded.outputs.length === 0;
  const title = path === null ? "Block" : lastStep(path);
  const definition = operation.kind === "model" ? operation.model : null;
  const elsewhere = placesOf(design, graphId, id);
  const params = found?.operations[id]?.params;
  return (
    <header className="node-header">
      <CategoryIcon
        category={operation.kind === "model" ? "block" : own ? "custom" : categoryOf(entry)}
        size={26}
      />
      <div className="node-title">
        {operation.kind === "op" ? (
          <strong title={path ?? undefined}>{path?.replace("keras.", "")}</strong>
        ) : (
          <EditableText
            className="node-name"
            label="Name"
            value={operation.name}
            problem={(text) => nameProblem(design, graphId, id, text)}
            onChange={(text) =>
              edit("Rename", (d) => rename(d, graphId, id, text), `rename ${graphId} ${id}`)
            }
          />
        )}
        <p className="node-class">
          {operation.kind !== "op" && <strong title={path ?? undefined}>{title}</strong>}
          {params !== undefined && operation.kind !== "op" && !unbuilt && (
            <span data-stale={stale}>{countText(params)} params</span>
          )}
          {path !== null && !own && (
            <a href={docsLink(path)} target="_blank" rel="noreferrer" title={`${path} on keras.io`}>
              docs <ExternalLink size={11} aria-hidden />
              <span className="ll-visually-hidden"> of {title} on keras.io, in a new tab</span>
            </a>
          )}
        </p>
        {entry?.summary && (
          <p className="quiet">
            <Sentence text={entry.summary} />
          </p>
        )}
        {elsewhere.length > 0 && (
          <p className="quiet">
            Also in {placesText(elsewhere)}: what you set here holds there, too.
          </p>
        )}
        {definition !== null && (
          <p className="quiet">
            An instance of{" "}
            <button
              type="button"
              className="link"
              onClick={() => store.getState().open(definition)}
            >
              {design.models[definition]?.name ?? definition}
            </button>
          </p>
        )}
      </div>
    </header>
  );
}

/** The public path of a layer's class or of a function; null for a block. */
export function pathOf(operation: Operation): string | null {
  if (operation.kind === "layer") return operation.class_name;
  return operation.kind === "op" ? operation.function : null;
}

/** keras.io names its pages by no rule that a path would follow, so it is asked to search. */
function docsLink(path: string): string {
  return `https://keras.io/search.html?query=${encodeURIComponent(lastStep(path))}`;
}
