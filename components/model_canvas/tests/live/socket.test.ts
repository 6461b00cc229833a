// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type Channel,
  channelUrl,
  createChannel,
  type ServerMessage,
  type Speaker,
  VERSION,
} from "../../src/live/socket";

class FakeSocket {
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    return FakeSocket.all.at(-1) as FakeSocket;
  }
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  bufferedAmount = 0;
  sent: { type: string; session?: string }[] = [];
  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.onclose?.();
  }
  say(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let channel: Channel;
let told: string[];

const speaker: Speaker = {
  hello: (session) => {
    const known = { epoch: null, rev: 0, seq: 0 };
    return { type: "hello", version: VERSION, session, client: "c", ...known };
  },
  greeted: () => told.push("greeted"),
  hear: ({ type }) => told.push(type),
  broken: () => told.push("broken"),
  connected: (there) => told.push(there ? "there" : "away"),
  unknown: () => told.push("unknown"),
  outdated: () => told.push("outdated"),
};

const TYPED = { type: "typed", id: 1, text: null } as const;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.all = [];
  told = [];
  channel = createChannel("ws://host/live", speaker);
});
afterEach(() => {
  channel.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function greet(): void {
  FakeSocket.last.onopen?.();
  FakeSocket.last.say({ type: "update" });
}

describe("a channel", () => {
  it("says hello first, and nothing else before it is answered", () => {
    channel.open("s");
    channel.send(TYPED);
    FakeSocket.last.onopen?.();
    channel.send(TYPED);
    expect(FakeSocket.last.sent).toMatchObject([{ type: "hello", session: "s" }]);
    FakeSocket.last.say({ type: "update" });
    expect(told).toEqual(["there", "update", "greeted"]);
    channel.send(TYPED);
    expect(FakeSocket.last.sent.map(({ type }) => type)).toEqual(["hello", "typed"]);
    channel.open("s");
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("is opened again, less and less often, and speaks of breaks that last", () => {
    channel.open("s");
    greet();
    told = [];
    FakeSocket.last.onclose?.();
    for (const wait of [250, 500, 1000, 2000, 4000, 8000, 8000]) {
      const before = FakeSocket.all.length;
      vi.advanceTimersByTime(wait - 1);
      expect(FakeSocket.all).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(FakeSocket.all).toHaveLength(before + 1);
      FakeSocket.last.onclose?.();
    }
    expect(told.filter((what) => what !== "broken")).toEqual(["away"]);
    window.dispatchEvent(new Event("online"));
    greet();
    expect(told.slice(-3)).toEqual(["there", "update", "greeted"]);
    FakeSocket.last.onclose?.();
    vi.advanceTimersByTime(250);
    greet();
    expect(told.filter((what) => what === "away")).toHaveLength(1);
  });

  it("takes no notice of a connection that it has given up", () => {
    channel.open("s");
    greet();
    const old = FakeSocket.last;
    channel.open("t");
    greet();
    expect(FakeSocket.last.sent[0]?.session).toBe("t");
    told = [];
    old.say({ type: "update" });
    old.onclose?.();
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([]);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("waits for another session where its own is not known", () => {
    channel.open("s");
    FakeSocket.last.onopen?.();
    FakeSocket.last.say({ type: "goodbye", reason: "session" });
    vi.advanceTimersByTime(15_000);
    window.dispatchEvent(new Event("online"));
    expect(FakeSocket.all).toHaveLength(1);
    expect(told.filter((what) => what === "unknown")).toHaveLength(11);
    channel.open("t");
    greet();
    vi.advanceTimersByTime(15_000);
    expect(told.filter((what) => what === "unknown")).toHaveLength(11);
    expect(told.slice(-3)).toEqual(["there", "update", "greeted"]);
  });

  it("tells a page of another version, and tries no more", () => {
    channel.open("s");
    FakeSocket.last.onopen?.();
    FakeSocket.last.say({ type: "goodbye", reason: "version" });
    expect(told).toContain("outdated");
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it("tries a message that made no sense not too often", () => {
    channel.open("s");
    greet();
    FakeSocket.last.say({ type: "goodbye", reason: "message" });
    vi.advanceTimersByTime(7999);
    expect(FakeSocket.all).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("is busy while its socket cannot keep up", () => {
    channel.open("s");
    expect(channel.isBusy()).toBe(false);
    FakeSocket.last.bufferedAmount = 1e6;
    expect(channel.isBusy()).toBe(true);
  });
});

it("its address is found beside the bundle, behind whatever prefix", () => {
  const bundle = "_stcore/bidi-components/components.model_canvas/index-1.js";
  expect(channelUrl(`http://host:8501/${bundle}`)).toBe("ws://host:8501/live");
  expect(channelUrl(`https://host/a/b/${bundle}?x=1`)).toBe("wss://host/a/b/live");
  expect(channelUrl("http://localhost:5173/src/live/socket.ts")).toBe("ws://localhost:5173/live");
});

it("its version is the protocol's", () => {
  const path = join(import.meta.dirname, "../../../live_protocol.py");
  const protocol = readFileSync(path, "utf-8");
  expect(/^VERSION = (\d+)$/m.exec(protocol)?.[1]).toBe(String(VERSION));
  expect(/^PATH = "(\w+)"$/m.exec(protocol)?.[1]).toBe("live");
});
