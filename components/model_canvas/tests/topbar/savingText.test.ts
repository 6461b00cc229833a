import { describe, expect, it } from "vitest";
import { UNLINKED } from "../../src/store/protocol";
import { ago, savingText } from "../../src/topbar/savingText";

const link = { ...UNLINKED, session: "s", seq: 3, acknowledged: 3 };
const NOW = Date.parse("2025-01-01T12:00:00Z");

describe("saving", () => {
  it("says when the draft was kept", () => {
    const at = "2025-01-01T11:57:30Z";
    expect(savingText(link, { state: "saved", at }, null, NOW)).toEqual({
      text: "Saved · 2 min ago",
      state: "saved",
    });
    expect(savingText(link, { state: "saved", at: null }, null, NOW)?.text).toBe("Saved");
    expect(savingText(link, null, null, NOW)).toBeNull();
    expect(savingText(UNLINKED, { state: "saved", at }, null, NOW)).toBeNull();
  });

  it("says when an edit is on its way, and when it does not arrive", () => {
    const behind = { ...link, acknowledged: 2 };
    expect(savingText(behind, null, NOW - 100, NOW)?.text).toBe("Saving…");
    expect(savingText(behind, null, NOW - 60_000, NOW)).toEqual({
      text: "Offline: kept in this browser",
      state: "lost",
    });
  });

  it("passes on what Python says is wrong", () => {
    const saved = { state: "Not saved: the disk is full", at: null };
    expect(savingText(link, saved, null, NOW)).toEqual({
      text: "Not saved: the disk is full",
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
