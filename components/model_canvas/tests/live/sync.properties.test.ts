import fc from "fast-check";
import { expect, it } from "vitest";
import { type Design, emptyDesign } from "../../../shared/document";
import type { Edit } from "../../../shared/types.gen";
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
import { type Said, SimulatedPeer, SimulatedServer } from "./simulatedServer";

type Loose = { main: { operations: Record<string, Record<string, unknown>> }; name: string };

/** Some keys are shared, so that clients get in each other's way. */
const SHARED = ["a", "b", "c"];

/** A page: it notes which of its edits its user has been told of. */
class Client {
  sync = unlinked(emptyDesign());
  peer: SimulatedPeer | null = null;
  linked = false;
  up: (Edit | "again")[] = [];
  down: Said[] = [];
  /** The edits that the user made, by name. */
  made: string[] = [];
  told = new Set<string>();

  constructor(
    readonly id: string,
    readonly server: SimulatedServer,
  ) {}

  change(kind: number, key: string): void {
    if (this.sync.epoch === null) return;
    const name = `${this.id}-${this.made.length}`;
    const design = structuredClone(shown(this.sync)) as unknown as Loose;
    const { operations } = design.main;
    // Each edit leaves a mark of its own, which nobody else touches.
    operations[name] = { mark: 1 };
    if (kind === 0) operations[key] = { value: name, list: [1, 2, 3] };
    if (kind === 1) delete operations[key];
    if (kind === 2 && operations[key]) operations[key].value = name;
    if (kind === 3 && operations[key]) (operations[key].list as number[]).splice(1, 0, 9);
    if (kind === 4) design.name = name;
    this.made.push(name);
    this.sync = edited(this.sync, design as unknown as Design, { label: name });
    this.flush();
  }

  connect(): void {
    this.cut();
    const { epoch, rev, seq } = this.sync;
    this.sync = reconnected(this.sync);
    this.peer = new SimulatedPeer(this.server, { client: this.id, epoch, rev, seq });
  }

  cut(): void {
    this.peer = null;
    this.linked = false;
    this.up = [];
    this.down = [];
  }

  flush(): void {
    if (!this.linked) return;
    const { messages, sync } = outgoing(this.sync);
    this.sync = sync;
    this.up.push(...structuredClone(messages));
  }

  /** The next message reaches the server, as often as is said. */
  send(times: number): void {
    const message = this.up.shift();
    for (let time = 0; message && time < times; time += 1) this.peer?.receive(message);
  }

  /** The next message of the server reaches the page, as often as is said. */
  hear(times: number): void {
    const news = this.peer?.news();
    if (news) this.down.push(news);
    const said = this.down.shift();
    for (let time = 0; said && time < times; time += 1) this.take(said);
  }

  take({ document, saved: rev, resend }: Said): void {
    if (document) {
      const { sync, replaced, refused, lost, again } = received(this.sync, document);
      this.sync = sync;
      for (const { edit } of refused) this.told.add(edit.label);
      if (replaced || lost) for (const name of this.made) this.told.add(name);
      if (again) this.up.push("again");
    }
    if (rev !== undefined) this.sync = saved(this.sync, rev);
    if (resend !== undefined) this.sync = sendAgain(this.sync, resend);
    this.linked = true;
    this.flush();
  }

  get isQuiet(): boolean {
    return this.up.length === 0 && this.down.length === 0 && this.sync.edits.length === 0;
  }
}

const client = fc.nat({ max: 1 });

const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant("change"), client, fc.nat(4), fc.nat(2)) },
  { weight: 8, arbitrary: fc.tuple(fc.constant("send"), client, fc.nat(2), fc.nat(2)) },
  { weight: 8, arbitrary: fc.tuple(fc.constant("hear"), client, fc.nat(2), fc.nat(2)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("connect"), client, fc.nat(2), fc.nat(2)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("cut"), client, fc.nat(2), fc.nat(2)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("save"), client, fc.nat(2), fc.nat(2)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("restart"), client, fc.nat(2), fc.nat(2)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant("open"), client, fc.nat(2), fc.nat(2)) },
);

it("two pages come to what the server has, and lose no edit without a word", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const server = new SimulatedServer(emptyDesign());
      const clients = [new Client("one", server), new Client("two", server)];
      let epochs = 1;
      const settle = () => {
        for (const one of clients) {
          one.connect();
          one.hear(1);
        }
        for (let round = 0; round < 400; round += 1) {
          for (const one of clients) {
            one.send(1);
            one.hear(1);
          }
          if (clients.every(({ isQuiet }) => isQuiet)) break;
        }
        for (const one of clients) one.hear(1);
      };
      settle();
      for (const [what, index, kind, key] of steps) {
        const one = clients[index] as Client;
        if (what === "change") one.change(kind, SHARED[key] ?? "a");
        // Once for each message; rarely lost, or twice.
        else if (what === "send") one.send(kind === 2 ? key : 1);
        else if (what === "hear") one.hear(kind === 2 ? key : 1);
        else if (what === "connect") one.connect();
        else if (what === "cut") one.cut();
        else if (what === "save") server.save();
        else if (what === "open") {
          epochs += 1;
          server.open(`e${epochs}`, emptyDesign(`opened ${epochs}`));
        } else {
          epochs += 1;
          server.restart(`e${epochs}`);
          for (const each of clients) each.cut();
        }
      }
      settle();
      const { operations } = server.value.main;
      for (const one of clients) {
        expect(one.sync.edits).toEqual([]);
        expect(shown(one.sync)).toEqual(server.value);
        const silent = one.made.filter((name) => !(name in operations) && !one.told.has(name));
        expect(silent).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});
