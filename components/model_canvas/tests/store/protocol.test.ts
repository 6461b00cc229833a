import { describe, expect, it } from "vitest";
import { type Analysis, emptyDesign } from "../../../shared/document";
import {
  type CanvasData,
  isStale,
  type Link,
  NO_CUSTOM,
  receive,
  UNLINKED,
} from "../../src/store/protocol";

const RESULT: Analysis = { graphs: {}, diagnostics: [] };

function data(change: Partial<CanvasData>): CanvasData {
  return {
    key: "k",
    session: "s1",
    rev: 0,
    seq: 0,
    doc: null,
    analysis: null,
    worker: { state: "ready", message: "" },
    notice: null,
    saved: null,
    busy: null,
    change: null,
    choice: null,
    custom: NO_CUSTOM,
    ...change,
  };
}

const LINKED: Link = { session: "s1", rev: 2, seq: 5, acknowledged: 4, analysis: null };

describe("receive", () => {
  it("takes the document of the first message", () => {
    const doc = emptyDesign("draft");
    const { link, replace, adopt } = receive(UNLINKED, data({ rev: 3, seq: 7, doc }));
    expect(replace).toBe(doc);
    expect(adopt).toBe(false);
    expect(link).toMatchObject({ session: "s1", rev: 3, seq: 7, acknowledged: 7 });
  });

  it("ignores a document of the revision it already has", () => {
    const { link, replace } = receive(LINKED, data({ rev: 2, seq: 5, doc: emptyDesign() }));
    expect(replace).toBeNull();
    expect(link.acknowledged).toBe(5);
  });

  it("gives way to a document of a later revision", () => {
    const doc = emptyDesign("opened");
    const { link, replace } = receive(LINKED, data({ rev: 3, seq: 0, doc }));
    expect(replace).toBe(doc);
    expect(link).toMatchObject({ rev: 3, seq: 0, analysis: null });
  });

  it("ignores whatever belongs to an earlier revision", () => {
    const { link, replace } = receive(LINKED, data({ rev: 1, doc: emptyDesign() }));
    expect(replace).toBeNull();
    expect(link).toBe(LINKED);
  });

  it("sends its document back to a server that was restarted", () => {
    const { link, replace, adopt } = receive(
      LINKED,
      data({ session: "s2", rev: 0, seq: 0, doc: emptyDesign("older draft") }),
    );
    expect(adopt).toBe(true);
    expect(replace).toBeNull();
    expect(link).toMatchObject({ session: "s2", rev: 0, seq: 6 });
  });

  it("takes only analyses of its revision that are no step back", () => {
    const at = (rev: number, seq: number) => ({ rev, seq, result: RESULT });
    const take = (link: Link, analysis: CanvasData["analysis"]) =>
      receive(link, data({ rev: 2, seq: 5, analysis })).link.analysis;
    const newer = take(LINKED, at(2, 4));
    expect(newer?.seq).toBe(4);
    const link = { ...LINKED, analysis: newer };
    expect(take(link, at(2, 3))).toBe(newer);
    expect(take(link, at(1, 9))).toBe(newer);
    expect(take(link, at(2, 6))).toBe(newer);
    expect(take(link, null)).toBe(newer);
    expect(take(link, at(2, 5))?.seq).toBe(5);
  });
});

describe("isStale", () => {
  it("says whether the analysis has caught up with the edits", () => {
    const analysis = { rev: 2, seq: 4, result: RESULT };
    expect(isStale(LINKED)).toBe(true);
    expect(isStale({ ...LINKED, analysis })).toBe(true);
    expect(isStale({ ...LINKED, analysis: { ...analysis, seq: 5 } })).toBe(false);
  });
});
