import { describe, expect, it } from "vitest";
import { ago, savingText } from "../../src/topbar/savingText";

const NOW = Date.parse("2025-01-01T12:00:00Z");
const at = "2025-01-01T11:57:30Z";
const FINE = { linked: true, offline: false, saving: false, saved: { rev: 3, at, problem: "" } };

describe("saving", () => {
  it("says when the draft was kept", () => {
    expect(savingText(FINE, NOW)).toEqual({ text: "Saved · 2 min ago", state: "saved" });
    const never = { ...FINE, saved: { rev: 1, at: null, problem: "" } };
    expect(savingText(never, NOW)).toBeNull();
    expect(savingText({ ...FINE, saved: null }, NOW)).toBeNull();
    expect(savingText({ ...FINE, linked: false }, NOW)).toBeNull();
  });

  it("says when an edit is on its way, and when the server cannot be reached", () => {
    const saving = { ...FINE, saving: true };
    expect(savingText(saving, NOW)?.text).toBe("Saving…");
    expect(savingText({ ...saving, offline: true }, NOW)).toEqual({
      text: "Offline: kept in this browser",
      short: "Offline",
      state: "lost",
    });
  });

  it("passes on what the server says is wrong", () => {
    const saved = { rev: 3, at, problem: "Not saved: the disk is full" };
    expect(savingText({ ...FINE, saved, saving: true }, NOW)).toEqual({
      text: "Not saved: the disk is full",
      short: "Not saved",
      state: "lost",
    });
  });

  it("counts time in words", () => {
    expect([0, 61_000, 3_700_000, 90_000_000].map(ago)).toEqual([
      "just now",
      "1 min ago",
      "1 h ago",
      "1 d ago",
    ]);
  });
});
