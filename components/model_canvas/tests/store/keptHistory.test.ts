// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { KEY, keepHistory, keptHistory } from "../../src/store/keptHistory";
import { storeWith } from "../fixtures/canvas";
import { gallery } from "../fixtures/designs";

beforeEach(() => sessionStorage.clear());

/** A store with three steps, of which the last was taken back. */
function drawn() {
  const store = storeWith(gallery("mlp"));
  for (const name of ["a", "b", "c"]) {
    store.getState().edit(`Rename to ${name}`, (design) => ({ ...design, name }));
  }
  store.getState().undo();
  return store;
}

/** A page after a reload. */
function reloaded(draft = "d") {
  const before = drawn().getState();
  keepHistory(sessionStorage, "d", before);
  const store = storeWith(structuredClone(before.design));
  store.setState(keptHistory(sessionStorage, draft));
  return store;
}

describe("the history of a page", () => {
  it("is undone and done again after a reload", () => {
    const store = reloaded();
    const names = () => store.getState().design.name;
    const seen = [names()];
    for (const way of ["redo", "undo", "undo", "undo", "undo", "redo"] as const) {
      store.getState()[way]();
      seen.push(names());
    }
    expect(seen).toEqual(["b", "c", "b", "a", "mlp", "mlp", "a"]);
    expect(store.getState().past.map(({ label }) => label)).toEqual(["Rename to a"]);
  });

  it("is not that of another draft", () => {
    expect(reloaded("other").getState().past).toEqual([]);
  });

  it("leaves what another window did since", () => {
    const store = reloaded();
    store.setState(({ design }) => ({ design: { ...design, dtype_policy: "float16" } }));
    store.getState().undo();
    expect(store.getState().design).toMatchObject({ name: "a", dtype_policy: "float16" });
  });

  it("is the newest part where there is no room for all", () => {
    const store = storeWith(emptyDesign());
    for (let n = 0; n < 9; n += 1) {
      store.getState().edit(`${n}`, (design) => ({ ...design, code: `${n}`.repeat(150_000) }));
    }
    store.getState().edit("last", (design) => ({ ...design, code: "" }));
    keepHistory(sessionStorage, "d", store.getState());
    expect(sessionStorage.getItem(KEY)?.length).toBeLessThan(2_000_000);
    const labels = keptHistory(sessionStorage, "d").past.map(({ label }) => label);
    expect(labels.at(-1)).toBe("last");
    expect(labels.length).toBeLessThan(9);
  });

  it("is none where nothing was done, or what is kept makes no sense", () => {
    keepHistory(sessionStorage, "d", drawn().getState());
    keepHistory(sessionStorage, "d", storeWith(emptyDesign()).getState());
    expect(sessionStorage.getItem(KEY)).toBeNull();
    sessionStorage.setItem(KEY, "{");
    expect(keptHistory(sessionStorage, "d").past).toEqual([]);
  });
});
