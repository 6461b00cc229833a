/** Somebody else's Keras code, pasted: it is read, never run, and drawn. */

import { useRef, useState } from "react";
import { drawSource } from "../actions/askPython";
import { useCanvasStore } from "../store/StoreContext";
import { Dialog } from "./Dialog";

const EXAMPLE = `model = keras.Sequential([
    keras.Input(shape=(20,)),
    layers.Dense(64, activation="relu"),
    layers.Dense(1),
])`;

export function PasteCode({ close }: { close: () => void }) {
  const store = useCanvasStore();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const draw = () => {
    if (text.trim() === "") return;
    drawSource(store, text);
    close();
  };
  return (
    <Dialog title="Paste code" onClose={close}>
      <p className="quiet">
        A tutorial's, a notebook's, your own: Sequential, Functional or a subclass. The text is read
        and never run; training and data code is passed over.
      </p>
      <textarea
        ref={field}
        className="ll-input paste-code"
        aria-label="Python code"
        placeholder={EXAMPLE}
        spellCheck={false}
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) draw();
        }}
      />
      <div className="ll-dialog-buttons">
        <button type="button" className="ll-button" onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          className="ll-button primary"
          disabled={text.trim() === ""}
          title="Ctrl+Enter"
          onClick={draw}
        >
          Draw it
        </button>
      </div>
    </Dialog>
  );
}
