// @vitest-environment jsdom
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bus } from "../../shared/bus";
import type { Fix } from "../../shared/document";
import { type Edited, modelOf, type Reading, type Settings, useDraft } from "../src/useDraft";

const PATCH = [{ op: "replace", path: "/name", value: "b" }] as NonNullable<Reading["patch"]>;

function reading(id: number, patch: Reading["patch"] = PATCH): Reading {
  return { id, patch, analysis: null, added: 1, removed: 0, changed: 0, renamed: 0, notes: [] };
}

interface Given {
  source: string | null | undefined;
  reading: Reading | null;
  style?: string;
  rev?: number;
  draft?: string;
}

function follow(source?: string | null, style?: string, draft?: string) {
  const sent: Edited[] = [];
  const asked: Settings[] = [];
  const hook = renderHook(
    ({ source, reading, style = "functional", rev = 1, draft = "one" }: Given) =>
      useDraft(
        source,
        { style, fold: true },
        reading,
        (edited) => sent.push(edited),
        (settings) => asked.push(settings),
        modelOf(draft),
        rev,
      ),
    { initialProps: { source, reading: null, style, draft } as Given },
  );
  const typed = (text: string) => {
    act(() => hook.result.current.type(text));
    act(() => vi.advanceTimersByTime(400));
    return sent.at(-1)?.id ?? 0;
  };
  return { ...hook, sent, asked, typed };
}

describe("source that is being edited", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    sessionStorage.clear();
    bus().emit("preview", null);
  });

  it("is sent at once, and its answer shown on the canvas", () => {
    const { result, rerender, sent } = follow("a = 1");
    act(() => result.current.type("a = 2"));
    act(() => result.current.type("a = 23"));
    act(() => vi.advanceTimersByTime(30));
    expect(sent.map(({ text }) => text)).toEqual(["a = 23"]);
    const id = sent[0]?.id ?? 0;
    rerender({ source: "a = 1", reading: reading(id - 1) });
    expect(result.current.reading).toBeNull();
    rerender({ source: "a = 1", reading: reading(id) });
    expect(result.current.reading?.added).toBe(1);
    expect(bus().last("preview")?.patch).toBe(PATCH);
  });

  it("is sent again only once there is an answer, which stays in view until the next", () => {
    const { result, rerender, sent, typed } = follow("a = 1");
    const first = typed("a = 2");
    typed("a = 23");
    typed("a = 234");
    expect(sent.map(({ text }) => text)).toEqual(["a = 2"]);
    rerender({ source: "a = 1", reading: reading(first) });
    act(() => vi.advanceTimersByTime(30));
    expect(sent.map(({ text }) => text)).toEqual(["a = 2", "a = 234"]);
    expect(result.current.reading?.id).toBe(first);
    expect(bus().last("preview")).not.toBeNull();
  });

  it("is applied as it is: the answer to the last key is waited for", () => {
    const fixes: Fix[] = [];
    const off = bus().on("fix", (fix) => fixes.push(fix));
    const { result, rerender, sent, typed } = follow("a = 1");
    const first = typed("a = 2");
    rerender({ source: "a = 1", reading: reading(first) });
    typed("a = 23");
    act(() => result.current.apply());
    expect(fixes).toEqual([]);
    const newest = [{ op: "replace", path: "/name", value: "c" }] as typeof PATCH;
    rerender({ source: "a = 1", reading: reading(sent.at(-1)?.id ?? 0, newest) });
    expect(fixes.map(({ patch }) => patch)).toEqual([newest]);
    off();
  });

  it("is read again when the design is another one", () => {
    const { rerender, sent, typed } = follow("a = 1");
    const first = typed("a = 2");
    rerender({ source: "a = 1", reading: reading(first), rev: 2 });
    act(() => vi.advanceTimersByTime(30));
    expect(sent.map(({ text }) => text)).toEqual(["a = 2", "a = 2"]);
  });

  it("outlives a refresh, in the style that it was typed in", () => {
    const before = follow("class A", "subclass");
    before.typed("class B");
    before.unmount();
    const after = follow("a = 1");
    expect(after.result.current.text).toBeNull();
    act(() => vi.advanceTimersByTime(400));
    expect(after.asked).toMatchObject([{ style: "subclass", fold: true }]);
    after.rerender({ source: "class A", reading: null, style: "subclass" });
    expect(after.result.current).toMatchObject({ text: "class B", resumed: "class B" });
  });

  it("waits for the first source after a refresh, and comes back over no later one", () => {
    follow("a = 1").typed("a = 2");
    const { result, rerender } = follow();
    expect(result.current.text).toBeNull();
    rerender({ source: "a = 1", reading: null });
    expect(result.current).toMatchObject({ text: "a = 2", resumed: "a = 2" });
    const other = follow();
    other.rerender({ source: null, reading: null });
    other.rerender({ source: "a = 1", reading: null });
    expect(other.result.current.text).toBeNull();
  });

  it("stays with its draft: another one is shown in the style that it has", () => {
    const first = follow("class A", "subclass", "one");
    first.typed("class B");
    first.unmount();
    const { asked, rerender, result, typed } = follow(undefined, "functional", "");
    act(() => vi.advanceTimersByTime(400));
    rerender({ source: undefined, reading: null, draft: "two" });
    act(() => vi.advanceTimersByTime(400));
    expect(asked).toEqual([]);
    rerender({ source: "a = 1", reading: null, draft: "two" });
    expect(result.current.text).toBeNull();
    typed("a = 2");
    act(() => result.current.discard());
    rerender({ source: "a = 1", reading: null, draft: "one" });
    act(() => vi.advanceTimersByTime(400));
    expect(asked).toMatchObject([{ style: "subclass" }]);
    rerender({ source: "a = 1", reading: null, style: "subclass", draft: "one" });
    rerender({ source: "class A", reading: null, style: "subclass", draft: "one" });
    expect(result.current).toMatchObject({ text: "class B", resumed: "class B" });
  });

  it("is sent again where no answer comes, as after a connection that broke", () => {
    const { rerender, sent, typed } = follow("a = 1");
    typed("a = 2");
    act(() => vi.advanceTimersByTime(5000));
    expect(sent.map(({ text }) => text)).toEqual(["a = 2", "a = 2"]);
    for (const text of ["a = 23", "a = 234"]) {
      rerender({ source: "a = 1", reading: reading(sent.at(-1)?.id ?? 0) });
      typed(text);
    }
    rerender({ source: "a = 1", reading: reading(sent.at(-1)?.id ?? 0) });
    act(() => vi.advanceTimersByTime(20_000));
    expect(sent).toHaveLength(4);
  });

  it("ends where what was typed is taken back by hand", () => {
    const { result, typed } = follow("a = 1");
    typed("a = 2");
    act(() => result.current.type("a = 1"));
    expect(result.current.text).toBeNull();
  });

  it("becomes an edit of the canvas, and gives way to the source that follows", () => {
    const fixes: unknown[] = [];
    const off = bus().on("fix", (fix) => fixes.push(fix));
    const { result, rerender, sent, typed } = follow("a = 1");
    const id = typed("a = 2");
    rerender({ source: "a = 1", reading: reading(id) });
    act(() => result.current.apply());
    expect(fixes).toEqual([{ title: "Edit the code", patch: PATCH }]);
    expect(result.current.text).toBe("a = 2");
    expect(sent.at(-1)?.text).toBeNull();
    expect(bus().last("preview")).toBeNull();
    rerender({ source: "a = 2  # formatted", reading: null });
    expect(result.current.text).toBeNull();
    off();
  });

  it("is applied with its last letters, also where they were not drawn yet when that was asked", () => {
    const fixes: unknown[] = [];
    const off = bus().on("fix", (fix) => fixes.push(fix));
    const { result, rerender, sent, typed } = follow("a = 1");
    rerender({ source: "a = 1", reading: reading(typed("a = 2")) });
    const { type, apply } = result.current;
    act(() => {
      type("a = 23");
      apply();
    });
    expect(fixes).toEqual([]);
    act(() => vi.advanceTimersByTime(400));
    expect(sent.at(-1)?.text).toBe("a = 23");
    rerender({ source: "a = 1", reading: reading(sent.at(-1)?.id ?? 0) });
    expect(fixes).toHaveLength(1);
    off();
  });

  it("cannot be applied where it changes nothing or cannot be read", () => {
    const fixes: unknown[] = [];
    const off = bus().on("fix", (fix) => fixes.push(fix));
    const { result, rerender, typed } = follow("a = 1");
    const id = typed("a = 1  # same");
    for (const patch of [[], null]) {
      rerender({ source: "a = 1", reading: reading(id, patch) });
      act(() => result.current.apply());
    }
    expect(fixes).toEqual([]);
    off();
  });

  it("says that the canvas has changed, and keeps what was typed", () => {
    const { result, rerender, typed } = follow("a = 1");
    typed("a = 2");
    expect(result.current.behind).toBe(false);
    rerender({ source: "a = 3", reading: null });
    expect(result.current.behind).toBe(true);
    expect(result.current.text).toBe("a = 2");
  });

  it("is there again after a refresh, over the same source only", () => {
    const first = follow("a = 1");
    first.typed("a = 2");
    first.unmount();
    expect(follow("a = 1").result.current.text).toBe("a = 2");
    expect(follow("a = 9").result.current.text).toBeNull();
  });
});
