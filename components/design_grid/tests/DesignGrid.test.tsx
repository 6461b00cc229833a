// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { DesignGrid } from "../src/DesignGrid";
import type { Act, Card, GridData, Query } from "../src/gridData";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const query: Query = { search: "", folder: null, trash: false, order: "saved", page: 0 };

function card(name: string, more: Partial<Card> = {}): Card {
  const known = { facts: "3 nodes", folder: "", picture: "<svg/>", here: false };
  return { id: `id-${name}`, name, href: `./?draft=${name}`, ...known, ...more };
}

function shown(more: Partial<GridData> = {}) {
  const acts: Omit<Act, "id">[] = [];
  const data: GridData = {
    cards: [card("first"), card("second", { folder: "Ideas" })],
    folders: [{ name: "Ideas", count: 1 }],
    query,
    total: 2,
    pages: 1,
    count: 2,
    trashed: 0,
    message: "",
    ...more,
  };
  render(<DesignGrid data={data} act={(what) => acts.push(what)} />);
  return acts;
}

async function choose(name: string, what: string): Promise<void> {
  await userEvent.click(screen.getByRole("button", { name: `What to do with ${name}` }));
  await userEvent.click(screen.getByRole("menuitem", { name: what }));
}

test("a click opens a design, and with a key held the browser does", () => {
  const acts = shown();
  const link = screen.getByRole("link", { name: "first" });
  expect(fireEvent.click(link)).toBe(false);
  expect(fireEvent.click(link, { ctrlKey: true })).toBe(true);
  expect(link.getAttribute("href")).toBe("./?draft=first");
  expect(acts).toEqual([{ act: "open", draft: "id-first" }]);
});

test("a name that is too long stays in its field, which says so", async () => {
  const acts = shown();
  await choose("first", "Move to folder…");
  const field = screen.getByLabelText("Folder", { selector: ".word" });
  fireEvent.change(field, { target: { value: "x".repeat(81) } });
  await userEvent.keyboard("{Enter}");
  expect(screen.getByRole("alert").textContent).toBe("At most 80 characters; this has 81.");
  expect(acts).toEqual([]);
  fireEvent.change(field, { target: { value: "x".repeat(80) } });
  await userEvent.keyboard("{Enter}");
  expect(acts).toEqual([{ act: "move", draft: "id-first", text: "x".repeat(80) }]);
});

test("a name is written in its place; Escape leaves it, and none is no name", async () => {
  const acts = shown();
  await choose("first", "Rename…");
  await userEvent.keyboard("renamed{Enter}");
  await choose("first", "Rename…");
  await userEvent.keyboard("other{Escape}");
  await choose("first", "Rename…");
  await userEvent.clear(screen.getByLabelText("Name"));
  await userEvent.keyboard("{Enter}");
  expect(acts).toEqual([{ act: "rename", draft: "id-first", text: "renamed" }]);
});

test("a folder is written, and taken away by leaving nothing", async () => {
  const acts = shown();
  await choose("second", "Move to folder…");
  await userEvent.clear(screen.getByLabelText("Folder", { selector: "input" }));
  await userEvent.keyboard("{Enter}");
  expect(acts).toEqual([{ act: "move", draft: "id-second", text: "" }]);
});

test("the menu goes by keys and closes without doing anything", async () => {
  const acts = shown();
  await userEvent.click(screen.getByRole("button", { name: "What to do with first" }));
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  expect(document.activeElement?.textContent).toBe("Duplicate");
  await userEvent.keyboard("{ArrowUp}{ArrowUp}{ArrowUp}");
  expect(document.activeElement?.textContent).toBe("Delete");
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("menu")).toBeNull();
  expect(acts).toEqual([]);
});

test("what is typed is searched for after a moment, on the first page", () => {
  vi.useFakeTimers();
  const acts = shown({ query: { ...query, page: 3 }, pages: 5 });
  const field = screen.getByLabelText("Search designs");
  fireEvent.change(field, { target: { value: "si" } });
  fireEvent.change(field, { target: { value: "siam" } });
  act(() => vi.advanceTimersByTime(1000));
  expect(acts).toEqual([{ act: "show", query: { ...query, search: "siam" } }]);
});

test("in the trash a design is restored or goes for good, and does not open", async () => {
  const acts = shown({ query: { ...query, trash: true }, trashed: 2 });
  expect(screen.queryByRole("link")).toBeNull();
  await choose("first", "Restore");
  await choose("second", "Delete for good");
  await userEvent.click(screen.getByRole("button", { name: "Empty the trash" }));
  expect(acts.map(({ act, draft }) => [act, draft])).toEqual([
    ["restore", "id-first"],
    ["forget", "id-second"],
    ["empty", undefined],
  ]);
});

test("an empty list says why it is", () => {
  shown({ cards: [], count: 0, total: 0 });
  expect(screen.getByText(/Draw the first one/)).toBeTruthy();
  cleanup();
  shown({ cards: [], query: { ...query, search: "zz" } });
  expect(screen.getByText('No design has "zz" in its name or folder.')).toBeTruthy();
});
