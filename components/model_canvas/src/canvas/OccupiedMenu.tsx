/** The question when a tensor goes to a port that is taken: nothing is replaced silently. */

import { useEffect, useRef } from "react";
import { graphOf } from "../../../shared/document";
import { combine, replace } from "../actions/connecting";
import { operationName, operationOf } from "../document/graphAccess";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { type Question, useUi, useUiStore } from "../store/uiStore";

const MERGES = ["keras.layers.Concatenate", "keras.layers.Add", "keras.layers.Multiply"];

export function OccupiedMenu() {
  const question = useUi((ui) => ui.question);
  return question && <Menu question={question} />;
}

function Menu({ question }: { question: Question }) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const catalogue = useCanvas((state) => state.catalogue);
  const graph = useCanvas((state) => graphOf(state.design, state.graph));
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const button = first.current;
    const frame = button?.closest<HTMLElement>(".canvas");
    button?.focus();
    // What had the focus before may be gone; keys must go somewhere.
    return () => frame?.focus({ preventScroll: true });
  }, []);
  const target = graph && operationOf(graph, question.target);
  const close = () => ui.setState({ question: null });
  const answer = (act: () => void) => () => {
    act();
    close();
  };
  const merges = MERGES.map((path) => catalogue?.find(path)).filter((entry) => entry !== undefined);
  return (
    <>
      <button
        type="button"
        className="menu-veil"
        aria-label="Cancel"
        tabIndex={-1}
        onClick={close}
      />
      <div
        className="menu"
        role="menu"
        aria-label="This input is taken"
        style={{ left: question.at.x, top: question.at.y }}
        onKeyDown={(event) => {
          if (event.key === "Escape") close();
          if (event.key === "ArrowDown") focusNext(event.currentTarget, 1);
          if (event.key === "ArrowUp") focusNext(event.currentTarget, -1);
          event.stopPropagation();
        }}
      >
        <p className="menu-title">
          This input of {target ? operationName(target) : "the node"} is taken.
        </p>
        <button
          ref={first}
          type="button"
          role="menuitem"
          onClick={answer(() => replace(store, question))}
        >
          Replace what is connected
        </button>
        {merges.map((entry) => (
          <button
            key={entry.path}
            type="button"
            role="menuitem"
            onClick={answer(() => combine(store, question, entry.path))}
          >
            Take both, through {entry.name}
          </button>
        ))}
        <button type="button" role="menuitem" onClick={close}>
          Leave it as it is
        </button>
      </div>
    </>
  );
}

function focusNext(menu: HTMLElement, step: number): void {
  const items = [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const root = menu.getRootNode() as Document | ShadowRoot;
  const here = items.indexOf(root.activeElement as HTMLElement);
  items.at((here + step) % items.length)?.focus();
}
