import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EVERY_MS, Follower } from "../src/follower";
import type { RunEvent } from "../src/runEvents";

let file = "";
let asked: string[] = [];
let failing = false;

beforeEach(() => {
  file = "";
  asked = [];
  failing = false;
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    if (failing) throw new TypeError("no network");
    return new Response(file.slice(Number(new URL(url).searchParams.get("from"))));
  });
});
afterEach(() => vi.useRealTimers());

function follow(goesOn: () => boolean): {
  events: RunEvent[];
  heard: boolean[];
  follower: Follower;
} {
  const events: RunEvent[] = [];
  const heard: boolean[] = [];
  const follower = new Follower("http://here/runs/1/events", {
    take: (found) => events.push(...found),
    goesOn,
    pause: () => EVERY_MS,
    heard: (there) => heard.push(there),
  });
  follower.ask();
  return { events, heard, follower };
}

it("takes whole lines only, and asks on from behind them", async () => {
  file = '{"kind":"stopped"}\n{"kind":"fin';
  const { events, follower } = follow(() => true);
  await vi.advanceTimersByTimeAsync(0);
  expect(events.map(({ kind }) => kind)).toEqual(["stopped"]);
  file += 'ished"}\nnonsense\n';
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  expect(events.map(({ kind }) => kind)).toEqual(["stopped", "finished"]);
  expect(asked[1]).toMatch(/\?from=19$/);
  follower.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveLength(2);
});

it("ends with the run, once there is no more", async () => {
  file = '{"kind":"stopped"}\n';
  follow(() => false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveLength(2);
});

it("asks more rarely while the server is away, and says so", async () => {
  failing = true;
  const { heard, follower } = follow(() => true);
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked.length).toBeLessThan(5);
  expect(heard.every((there) => !there)).toBe(true);
  failing = false;
  await vi.advanceTimersByTimeAsync(3000);
  expect(heard.at(-1)).toBe(true);
  follower.close();
});
