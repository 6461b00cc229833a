/** Finds calls by what is typed, and walks through them; in blocks, too. */

import { ChevronDown, ChevronUp, Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { graphOf, MAIN } from "../../../shared/document";
import { analysisOf } from "../store/canvasState";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { useUi, useUiStore } from "../store/uiStore";
import { IconButton } from "../ui/IconButton";
import { focusCanvas } from "../ui/useShortcut";
import { type Match, matches } from "../view/matches";
import "./find.css";

export function FindBar() {
  const ui = useUiStore();
  const mark = useRef<HTMLSpanElement>(null);
  const finding = useUi((state) => state.finding);
  useEffect(() => {
    const root = mark.current?.closest(".layerloom");
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== "f" || !(event.ctrlKey || event.metaKey)) return;
      if (event.shiftKey || event.altKey) return;
      // The panels beside the canvas have a search of their own.
      const path = event.composedPath();
      if (path[0] !== document.body && !(root && path.includes(root))) return;
      event.preventDefault();
      event.stopPropagation();
      ui.setState({ finding: true });
      root?.querySelector<HTMLInputElement>(".find-bar input")?.select();
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, [ui]);
  return (
    <>
      <span ref={mark} hidden />
      {finding && <Finder />}
    </>
  );
}

function Finder() {
  const store = useCanvasStore();
  const ui = useUiStore();
  const design = useCanvas((state) => state.design);
  const catalogue = useCanvas((state) => state.catalogue);
  const analysis = useCanvas(analysisOf);
  const [words, setWords] = useState("");
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  // What is found must not be sorted anew because the walk has come into a block.
  const start = useRef(store.getState().graph);
  useEffect(() => field.current?.select(), []);
  const found = useMemo(
    () => matches(words, { design, catalogue, analysis }, start.current),
    [words, design, catalogue, analysis],
  );

  const show = (match: Match | undefined, index: number) => {
    setAt(match ? index : -1);
    if (match) store.getState().focus(match.graph, [match.node]);
  };
  const walk = (by: number) => {
    if (found.length === 0) return;
    const next = at < 0 && by < 0 ? found.length - 1 : (at + by + found.length) % found.length;
    show(found[next], next);
  };
  const close = () => {
    const { selection } = store.getState();
    if (field.current) focusCanvas(field.current, selection[0]);
    ui.setState({ finding: false });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === "Escape") close();
    else if (key === "Enter") walk(event.shiftKey ? -1 : 1);
    else if (key === "ArrowDown") walk(1);
    else if (key === "ArrowUp") walk(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const current = found[at];
  const inside = current && current.graph !== MAIN ? graphOf(design, current.graph)?.name : null;
  return (
    <search className="find-bar">
      <Search size={14} aria-hidden />
      <input
        ref={field}
        className="ll-input"
        aria-label="Find a node"
        placeholder="Name, class, shape or problem"
        value={words}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          const next = event.target.value;
          setWords(next);
          const whole = { design, catalogue, analysis };
          show(matches(next, whole, start.current)[0], 0);
        }}
        onKeyDown={onKeyDown}
      />
      <span className="find-count" role="status">
        {words.trim() === ""
          ? ""
          : found.length === 0
            ? "none"
            : `${at < 0 ? "" : `${at + 1} of `}${found.length}`}
        {inside && ` · in ${inside}`}
      </span>
      <IconButton
        icon={ChevronUp}
        label="Previous (Shift+Enter)"
        disabled={found.length === 0}
        onClick={() => walk(-1)}
      />
      <IconButton
        icon={ChevronDown}
        label="Next (Enter)"
        disabled={found.length === 0}
        onClick={() => walk(1)}
      />
      <IconButton icon={X} label="Close (Esc)" onClick={close} />
    </search>
  );
}
