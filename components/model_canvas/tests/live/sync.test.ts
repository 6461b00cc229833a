import { describe, expect, it } from "vitest";
import { type Design, emptyDesign } from "../../../shared/document";
import type { DocumentUpdate } from "../../../shared/types.gen";
import {
  edited,
  outgoing,
  received,
  reconnected,
  saved,
  sendAgain,
  shown,
  unlinked,
} from "../../src/live/sync";

const AT: DocumentUpdate = { draft: "d", epoch: "e", continues: "", rev: 1, seq: 0 };

const START = received(unlinked(emptyDesign()), { ...AT, whole: emptyDesign("first") }).sync;

const renamed = (name: string): Design => ({ ...shown(START), name });

const replace = (path: string, value: unknown) => [{ op: "replace" as const, path, value }];

describe("an edit", () => {
  it("that is taken over leaves the very design that is shown", () => {
    const one = edited(START, renamed("one"), { label: "Rename" });
    const two = edited(one, { ...renamed("one"), dtype_policy: "x" }, { label: "Set" });
    const { sync } = outgoing(two);
    const update = { ...AT, rev: 2, seq: 1, changes: [{ rev: 2, seq: 1 }] };
    const after = received(sync, update).sync;
    expect(shown(after)).toBe(shown(two));
    expect(after.edits.map(({ seq }) => seq)).toEqual([2]);
    expect(received(after, update).sync.edits).toEqual(after.edits);
  });

  it("that was never sent is joined by the next of its kind", () => {
    const one = edited(START, renamed("a"), { label: "Rename" });
    const two = edited(one, renamed("ab"), { label: "Rename" });
    expect(outgoing(two).messages).toMatchObject([{ seq: 1, patch: replace("/name", "ab") }]);
    const three = edited(outgoing(two).sync, renamed("abc"), { label: "Rename" });
    expect(outgoing(three).messages).toMatchObject([{ seq: 2, patch: replace("/name", "abc") }]);
  });

  it("is made on what others did meanwhile", () => {
    const one = edited(START, renamed("mine"), { label: "Rename" });
    const changes = [{ rev: 2, patch: replace("/dtype_policy", "x") }];
    const { sync } = received(one, { ...AT, rev: 2, changes });
    expect(shown(sync)).toMatchObject({ name: "mine", dtype_policy: "x" });
    expect(sync.edits).toMatchObject([{ seq: 1, base: 1 }]);
  });

  it("whose refusal was not heard counts as refused", () => {
    const one = outgoing(edited(START, renamed("mine"), { label: "Rename" })).sync;
    const { sync, refused } = received(one, { ...AT, seq: 1 });
    expect(refused).toMatchObject([{ edit: { label: "Rename" } }]);
    expect(shown(sync).name).toBe("first");
  });
});

describe("a revision that is missing", () => {
  it("has the whole asked for, and what comes before that passed over", () => {
    const gap = { ...AT, rev: 3, changes: [{ rev: 3, patch: replace("/name", "x") }] };
    const first = received(START, gap);
    expect(first.again).toBe(true);
    const second = received(first.sync, { ...gap, rev: 4, changes: [{ rev: 4, patch: [] }] });
    expect(second).toMatchObject({ again: false, sync: { rev: 1 } });
    const third = received(second.sync, { ...AT, rev: 4, whole: emptyDesign("x") });
    expect(third).toMatchObject({ replaced: false, sync: { rev: 4, asked: false } });
  });
});

describe("what is drawn before the server is heard of", () => {
  it("is made of the document that comes", () => {
    const drawn = { ...emptyDesign(), dtype_policy: "x" };
    const early = edited(unlinked(emptyDesign()), drawn, { label: "Set" });
    expect(outgoing(early).messages).toEqual([]);
    const { sync, replaced } = received(early, { ...AT, whole: emptyDesign("first") });
    expect(replaced).toBe(false);
    expect(shown(sync)).toMatchObject({ name: "first", dtype_policy: "x" });
    expect(outgoing(sync).messages).toMatchObject([
      { seq: 1, base: 1, epoch: "e", patch: replace("/dtype_policy", "x") },
    ]);
  });
});

describe("another document", () => {
  it("has its edits counted on, for those of the one before may still be under way", () => {
    const one = outgoing(edited(START, renamed("one"), { label: "Rename" })).sync;
    const opened = { ...AT, draft: "d2", epoch: "f", whole: emptyDesign("opened") };
    const { sync } = received(one, opened);
    const next = edited(sync, emptyDesign("mine"), { label: "Rename" });
    expect(outgoing(next).messages).toMatchObject([{ epoch: "f", seq: 2 }]);
    // If the first has not arrived after all, its number is free.
    const again = sendAgain(outgoing(next).sync, 1);
    expect(outgoing(again).messages).toMatchObject([{ epoch: "f", seq: 1 }]);
  });

  it("of the same draft takes the place of the one before", () => {
    const { sync, replaced } = received(START, { ...AT, rev: 2, whole: emptyDesign("opened") });
    expect(replaced).toBe(true);
    expect(shown(sync).name).toBe("opened");
  });
});

describe("a server that begins again", () => {
  const again: DocumentUpdate = { ...AT, epoch: "f", continues: "e" };

  it("gets what the page has more, as one edit", () => {
    const one = outgoing(edited(START, renamed("one"), { label: "Rename" })).sync;
    const acknowledged = { ...AT, rev: 2, seq: 1, changes: [{ rev: 2, seq: 1 }] };
    const two = edited(
      received(one, acknowledged).sync,
      { ...renamed("one"), dtype_policy: "x" },
      { label: "Set" },
    );
    const { sync, lost } = received(reconnected(two), { ...again, whole: emptyDesign("first") });
    expect(lost).toBe(false);
    expect(shown(sync)).toBe(shown(two));
    expect(outgoing(sync).messages).toMatchObject([{ epoch: "f", seq: 1, base: 1 }]);
  });

  it("keeps what another window was faster with, and has what does not fit told", () => {
    const one = edited(START, renamed("mine"), { label: "Rename" });
    const theirs = { ...emptyDesign("theirs"), dtype_policy: "x" };
    const { sync, lost } = received(one, { ...again, rev: 2, whole: theirs });
    expect(lost).toBe(true);
    expect(shown(sync)).toEqual(theirs);
    expect(sync.edits).toEqual([]);
  });

  it("forgets no revision that is not saved", () => {
    const changes = [
      { rev: 2, patch: replace("/name", "b") },
      { rev: 3, patch: replace("/name", "c") },
    ];
    const { sync } = received(START, { ...AT, rev: 3, changes });
    expect(saved(sync, 2).unsaved.map(({ rev }) => rev)).toEqual([2, 3]);
  });
});
