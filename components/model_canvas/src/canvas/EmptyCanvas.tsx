/** Three ways to begin, shown on an empty canvas. */

import { FolderOpen, LogIn, Shapes } from "lucide-react";
import { useRef, useState } from "react";
import { add, type Where } from "../actions/addNodes";
import { OPENED, openFile } from "../actions/designFile";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { PasteCode } from "../ui/PasteCode";

const FIRST_SHOWN = 6;

const BEGINNING: Where = { kind: "at", place: [0, 0] };

export function EmptyCanvas() {
  const store = useCanvasStore();
  const input = useCanvas((state) => state.catalogue?.find("keras.Input"));
  const gallery = useCanvas((state) => state.gallery);
  const file = useRef<HTMLInputElement>(null);
  const [pasting, setPasting] = useState(false);
  return (
    <>
      <section className="empty" aria-label="Three ways to begin">
        <h2>Draw a model</h2>
        <div className="beginnings">
          <div className="beginning">
            <LogIn size={20} aria-hidden />
            <h3>Start with an Input</h3>
            <p>Say what one sample looks like, then add layers below it.</p>
            <button
              type="button"
              className="primary"
              disabled={input === undefined}
              onClick={() =>
                input && add(store, { kind: "entry", label: "Input", entry: input }, BEGINNING)
              }
            >
              Add an Input
            </button>
          </div>
          <div className="beginning">
            <Shapes size={20} aria-hidden />
            <h3>Open a ready design</h3>
            <div className="gallery-links">
              {gallery.slice(0, FIRST_SHOWN).map(({ name, title, summary }) => (
                <button
                  key={name}
                  type="button"
                  className="link"
                  title={summary}
                  onClick={() => store.getState().command({ type: "gallery", name })}
                >
                  {title}
                </button>
              ))}
            </div>
          </div>
          <div className="beginning">
            <FolderOpen size={20} aria-hidden />
            <h3>Bring your own</h3>
            <p>A Keras model (.keras, .h5, .json), Python code, or a design that was saved here.</p>
            <button type="button" onClick={() => file.current?.click()}>
              Choose a file
            </button>
            <button type="button" onClick={() => setPasting(true)}>
              Paste code
            </button>
            <input
              ref={file}
              type="file"
              accept={OPENED}
              hidden
              onChange={(event) => {
                const [chosen] = event.target.files ?? [];
                if (chosen) void openFile(store, chosen);
                event.target.value = "";
              }}
            />
          </div>
        </div>
        <p className="empty-hint">Or drag a layer from the left onto the canvas.</p>
      </section>
      {pasting && <PasteCode close={() => setPasting(false)} />}
    </>
  );
}
