/** A text has several models: which one is meant? */

import { useCanvas, useCanvasStore } from "../StoreContext";
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
      <div className="model-choice">
        {choice.models.map((name) => (
          <button key={name} type="button" className="ll-menu-item" onClick={() => answer(name)}>
            <code>{name}</code>
          </button>
        ))}
      </div>
    </Dialog>
  );
}
