/** Asks which of several models in a text is to be drawn. */

import type { KeyboardEvent } from "react";
import type { Offer } from "../../../shared/types.gen";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { Dialog } from "../ui/Dialog";

export function ModelChoice() {
  const store = useCanvasStore();
  const choice = useCanvas((state) => state.choice);
  if (choice === null) return null;
  const answer = (name: string) => {
    const { command, reading } = store.getState();
    store.setState({ choice: null, answered: choice.id });
    if (name !== "") reading(`Reading ${name}`);
    command({ type: "choose", name });
  };
  return (
    <Dialog key={choice.id} title="Which model?" onClose={() => answer("")}>
      <p className="quiet">
        There are {choice.models.length} models in this text. Draw one of them:
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows walk its buttons */}
      <div className="model-choice" onKeyDown={walk}>
        {choice.models.map((offer) => (
          <button
            key={offer.name}
            type="button"
            className="ll-menu-item"
            data-first={offer.likely || undefined}
            title={offer.layers.join(", ")}
            onClick={() => answer(offer.name)}
          >
            <span>
              <code>{offer.title}</code>
              {offer.likely && <span className="likely">most likely</span>}
              <span className="where">line {offer.line}</span>
            </span>
            <small>{described(offer)}</small>
          </button>
        ))}
      </div>
    </Dialog>
  );
}

/** What a model is made of, in a line. */
export function described({ kind, layers, count }: Offer): string {
  if (count === 0) return kind;
  const told: string[] = [];
  for (let index = 0; index < layers.length; ) {
    const layer = layers[index] ?? "";
    let next = index + 1;
    while (layers[next] === layer) next += 1;
    told.push(next - index > 1 ? `${next - index} × ${layer}` : layer);
    index = next;
  }
  const more = count > layers.length ? ", …" : "";
  return `${kind}, ${count === 1 ? "1 layer" : `${count} layers`}: ${told.join(", ")}${more}`;
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
