// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { bus, type Topics } from "../../shared/bus";
import type { ComponentArguments } from "../../shared/streamlit";

type Data = {
  draft: string;
  rev: number;
  reruns: boolean;
  verdict?: { number: number; id: string };
};

const wishes: { panel: string }[] = [];

let leave = () => {};

/** Draw the page with a link of its own, as another page load would. */
async function mounted(data: Data): Promise<void> {
  leave();
  vi.resetModules();
  const { default: mount } = await import("../src/index");
  const setTriggerValue = (_: string, wish: unknown) => wishes.push(wish as { panel: string });
  const given = { data: [data], key: "link", setTriggerValue };
  leave = mount(given as unknown as ComponentArguments<Data>);
  await Promise.resolve();
}

function drawn(draft: string, analysed: number): void {
  const state: Topics["state"] = { draft, rev: analysed, analysed, shown: 1 };
  bus().emit("state", state);
}

beforeEach(() => {
  leave();
  wishes.length = 0;
  bus().emit("draft", "one");
  drawn("one", 1);
});

it("a page is drawn again for a newer analysis, and for another draft than it names", async () => {
  await mounted({ draft: "one", rev: 1, reruns: true });
  expect(wishes).toHaveLength(0);
  drawn("one", 2);
  expect(wishes).toHaveLength(1);

  await mounted({ draft: "one", rev: 1, reruns: false });
  drawn("one", 3);
  expect(wishes).toHaveLength(1);
  bus().emit("draft", "two");
  drawn("two", 1);
  expect(wishes).toHaveLength(2);
});

it("what was drawn of the draft before asks for nothing", async () => {
  bus().emit("draft", "two");
  await mounted({ draft: "two", rev: 0, reruns: false });
  expect(wishes).toHaveLength(0);
  drawn("two", 1);
  expect(wishes).toHaveLength(0);
});

const CHECK = { draft: "one", rev: 0, reruns: false };

function judged(number: number, id: string, passed = [true, false], draft = "one"): void {
  bus().emit("verdict", { draft, number, id, passed });
}

afterEach(() => {
  document.body.innerHTML = "";
});

function list(): string[] {
  return [...document.querySelectorAll(".task-checks li")].map((line) => line.className);
}

it("a checklist follows the verdicts, and a rerun is asked for where others are said", async () => {
  document.body.innerHTML = `<ul class="task-checks"><li class="no"></li><li class="no"></li></ul>`;
  judged(1, "a", [false, false]);
  await mounted({ ...CHECK, verdict: { number: 1, id: "a" } });
  expect(list()).toEqual(["no", "no"]);
  judged(2, "a");
  expect(list()).toEqual(["yes", "no"]);
  expect(wishes).toHaveLength(0);
  judged(3, "b", [true, true]);
  expect([list(), wishes.length]).toEqual([["yes", "yes"], 1]);

  // What Streamlit draws may be older or newer than what came last.
  await mounted({ ...CHECK, verdict: { number: 3, id: "b" } });
  judged(2, "a");
  judged(4, "b", [true, true], "another");
  judged(4, "b", [true]);
  expect([list(), wishes.length]).toEqual([["yes", "yes"], 1]);
  await mounted({ ...CHECK, verdict: { number: 3, id: "" } });
  expect(wishes).toHaveLength(2);
});

it("of two parts of a page the second is asked for when the first is drawn", async () => {
  vi.resetModules();
  const { default: mount } = await import("../src/index");
  const asked: string[] = [];
  const link = async (key: string, rev: number) => {
    const data = { draft: "one", rev, reruns: true };
    const setTriggerValue = () => asked.push(key);
    mount({ data: [data], key, setTriggerValue } as unknown as ComponentArguments<Data>);
    await Promise.resolve();
  };
  await link("check", 1);
  await link("stage", 1);
  drawn("one", 2);
  expect(asked).toEqual(["check"]);
  await link("check", 2);
  expect(asked).toEqual(["check", "stage"]);
  await link("stage", 2);
  expect(asked).toEqual(["check", "stage"]);
});
