import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { renameDesign } from "../../src/document/settings";
import { createCanvasStore } from "../../src/store/canvasStore";
import { type CanvasData, type EditMessage, NO_CUSTOM } from "../../src/store/protocol";
import { watch } from "../../src/store/watchdog";

const DATA: CanvasData = {
  key: "k",
  session: "s",
  rev: 0,
  seq: 0,
  doc: emptyDesign(),
  analysis: null,
  worker: { state: "ready", message: "" },
  notice: null,
  saved: null,
  busy: null,
  change: null,
  choice: null,
  custom: NO_CUSTOM,
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("sends an edit again until Python has it, and gives up in the end", () => {
  const store = createCanvasStore("k");
  const sent: EditMessage[] = [];
  store.getState().attach({ edit: (message) => sent.push(message), command: () => {} });
  watch(store);
  store.getState().receive(DATA);
  vi.runAllTimers();
  expect(sent).toHaveLength(0);

  store.getState().edit("Rename", (design) => renameDesign(design, "a"));
  vi.advanceTimersByTime(7000);
  expect(sent.map(({ seq }) => seq)).toEqual([1, 1, 1]);
  store.getState().receive({ ...DATA, seq: 1 });
  vi.runAllTimers();
  expect(sent).toHaveLength(3);

  store.getState().edit("Rename", (design) => renameDesign(design, "b"));
  vi.runAllTimers();
  expect(sent).toHaveLength(3 + 1 + 5);
});
