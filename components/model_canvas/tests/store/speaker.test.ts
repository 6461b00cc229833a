import { expect, it } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { renameDesign } from "../../src/document/settings";
import type { Channel, PageMessage } from "../../src/live/socket";
import { createCanvasStore } from "../../src/store/canvasStore";
import { speakerFor } from "../../src/store/speaker";

it("a page says hello with what it has, and sends what is under way once it is answered", () => {
  const store = createCanvasStore("k");
  const said: PageMessage[] = [];
  const send = (message: PageMessage) => void said.push(message);
  const channel: Channel = { open: () => {}, send, isBusy: () => false, close: () => {} };
  const speaker = speakerFor(store, () => channel);
  const hello = speaker.hello("s");
  expect(hello).toMatchObject({ session: "s", epoch: null, rev: 0, seq: 0 });
  const document = { draft: "d", epoch: "e", continues: "", rev: 4, seq: 0, whole: emptyDesign() };
  speaker.hear({ type: "update", document });
  speaker.greeted();
  speaker.broken();
  store.getState().edit("Rename", (design) => renameDesign(design, "mine"));
  expect(said).toEqual([]);
  expect(speaker.hello("s")).toMatchObject({ client: hello.client, epoch: "e", rev: 4 });
  speaker.hear({ type: "update" });
  speaker.greeted();
  speaker.hear({ type: "resend", seq: 1 });
  expect(said).toMatchObject([{ seq: 1 }, { seq: 1 }]);
});

it("a connection that is gone for a while is told, and its return", () => {
  const store = createCanvasStore("k");
  const speaker = speakerFor(store, () => undefined);
  speaker.connected(true);
  expect(store.getState().announcement.text).toBe("");
  speaker.connected(false);
  expect(store.getState().offline).toBe(true);
  speaker.connected(true);
  expect(store.getState()).toMatchObject({
    offline: false,
    announcement: { text: "The server is back." },
  });
});

it("a page of another version is told to load itself again", () => {
  const store = createCanvasStore("k");
  speakerFor(store, () => undefined).outdated();
  expect(store.getState().notice?.text).toMatch(/load this page again/);
});
