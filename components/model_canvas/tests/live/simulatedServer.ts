/** A server in TypeScript that follows the rules of docs/live-channel.md, as far as the document goes. */

import type { Design } from "../../../shared/document";
import type { Change, DocumentUpdate, Edit, Hello, Refusal } from "../../../shared/types.gen";
import { applied, meet, type Patch } from "../../src/live/patch";

interface Revision {
  rev: number;
  patch: Patch;
  author: string;
  seq: number;
}

/** How many changes are kept for whoever was away. */
const REMEMBERED = 8;

export interface Said {
  document?: DocumentUpdate;
  saved?: number;
  resend?: number;
}

export class SimulatedServer {
  epoch = "e1";
  continues = "";
  draft = "d";
  value: Design;
  rev = 1;
  saved: { epoch: string; rev: number; value: Design };
  revisions: Revision[] = [];
  last = new Map<string, number>();

  constructor(value: Design) {
    this.value = value;
    this.saved = { epoch: "e1", rev: 1, value };
  }

  /** Take an edit over, or say why not. */
  edit(patch: Patch, base: number, author: string, seq: number): string {
    let value: Design;
    try {
      value = applied(this.value, patch);
    } catch {
      return "It does not fit.";
    }
    const missed = this.since(base);
    if (missed === null) return "Too long ago.";
    if (missed.some((one) => one.author !== author && meet(patch, one.patch))) return "Meanwhile.";
    this.value = value;
    this.rev += 1;
    this.revisions = [...this.revisions, { rev: this.rev, patch, author, seq }].slice(-REMEMBERED);
    return "";
  }

  since(rev: number): Revision[] | null {
    const found = this.revisions.filter((one) => one.rev > rev);
    return found.length === this.rev - rev ? found : null;
  }

  /** Open another draft in the place of this one. */
  open(epoch: string, value: Design): void {
    this.epoch = epoch;
    this.draft = `draft of ${epoch}`;
    this.continues = "";
    this.value = value;
    this.rev = 1;
    this.revisions = [];
    this.save();
  }

  save(): void {
    this.saved = { epoch: this.epoch, rev: this.rev, value: this.value };
  }

  /** Lose all that is not saved. */
  restart(epoch: string): void {
    this.epoch = epoch;
    this.continues = this.saved.epoch;
    this.value = structuredClone(this.saved.value);
    this.rev = 1;
    this.revisions = [];
    this.last.clear();
    this.saved = { ...this.saved, rev: 1 };
  }
}

/** The server's side of one connection; see `app.core.live.peer`. */
export class SimulatedPeer {
  #epoch = "";
  #rev = 0;
  #seq = 0;
  #saved = 0;
  #refused: Refusal[] = [];
  #resend: number | null = null;
  #said = false;

  constructor(
    readonly server: SimulatedServer,
    readonly hello: Pick<Hello, "client" | "epoch" | "rev" | "seq">,
  ) {
    const { client, epoch, rev, seq } = hello;
    if (!server.last.has(client)) server.last.set(client, seq);
    if (epoch === server.epoch) {
      this.#epoch = epoch;
      this.#rev = rev;
      this.#seq = seq;
    }
  }

  receive(message: Edit | "again"): void {
    if (message === "again") {
      this.#epoch = "";
      return;
    }
    const { epoch, seq, base, patch } = message;
    const { server, hello } = this;
    const last = server.last.get(hello.client) ?? 0;
    if (seq <= last) {
      this.#seq = Math.min(this.#seq, seq - 1);
      return;
    }
    if (seq > last + 1) {
      this.#resend = last + 1;
      return;
    }
    server.last.set(hello.client, seq);
    if (epoch !== server.epoch) return;
    const reason = server.edit(patch as unknown as Patch, base, hello.client, seq);
    if (reason) this.#refused.push({ seq, reason });
  }

  /** What is new for the page; null if it has everything. */
  news(): Said | null {
    if (this.#resend !== null) {
      const resend = this.#resend;
      this.#resend = null;
      return { resend };
    }
    const said: Said = {};
    const document = this.#document();
    if (document) said.document = document;
    if (this.#saved !== this.server.saved.rev && this.server.saved.epoch) {
      this.#saved = this.server.saved.rev;
      said.saved = this.#saved;
    }
    const first = !this.#said;
    this.#said = true;
    return first || Object.keys(said).length > 0 ? structuredClone(said) : null;
  }

  #document(): DocumentUpdate | null {
    const { draft, epoch, continues, rev, value } = this.server;
    const seq = this.server.last.get(this.hello.client) ?? 0;
    const known = this.#epoch === epoch;
    const same = known && rev === this.#rev && seq === this.#seq;
    if (same && this.#refused.length === 0) return null;
    const update: DocumentUpdate = { draft, epoch, continues, rev, seq };
    const changes = known ? this.server.since(this.#rev) : null;
    if (changes === null) update.whole = value;
    else if (changes.length > 0) update.changes = changes.map((one) => this.#change(one));
    if (this.#refused.length > 0) update.refused = this.#refused;
    this.#refused = [];
    this.#epoch = epoch;
    this.#rev = rev;
    this.#seq = seq;
    return update;
  }

  #change({ rev, patch, author, seq }: Revision): Change {
    if (author === this.hello.client) return { rev, seq };
    return { rev, patch: patch as unknown as NonNullable<Change["patch"]> };
  }
}
