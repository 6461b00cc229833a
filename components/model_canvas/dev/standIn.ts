/** What stands in for the server's end of the live channel: one draft, one page, and no patience. */

import { type Analysis, type Design, emptyDesign } from "../../shared/document";
import type { Command, DocumentUpdate, Edit, Update } from "../../shared/types.gen";
import { applied, type Patch } from "../src/live/patch";
import type { PageMessage } from "../src/live/socket";

/** Finds a design by its name. */
type Load = (name: string) => Promise<Design>;

/** Make a class that takes the place of `WebSocket`. */
export function standIn(load: Load) {
  return class StandIn {
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: string }) => void) | null = null;
    onclose: (() => void) | null = null;
    readonly bufferedAmount = 0;
    #design = emptyDesign();
    #draft = 1;
    #rev = 1;
    #seq = 0;

    constructor() {
      setTimeout(() => this.onopen?.());
    }

    close(): void {}

    send(text: string): void {
      const message = JSON.parse(text) as PageMessage;
      if (message.type === "hello") this.#open(this.#design);
      else if (message.type === "edit") this.#edit(message);
      else if (message.type === "command") void this.#do(message);
    }

    #edit({ seq, patch }: Edit): void {
      this.#design = applied(this.#design, patch as unknown as Patch);
      this.#rev += 1;
      this.#seq = seq;
      this.#say({ document: { ...this.#document(), changes: [{ rev: this.#rev, seq }] } });
      void this.#analyse();
    }

    async #do({ command, name = "", text = "" }: Command): Promise<void> {
      try {
        if (command === "new") this.#open(emptyDesign());
        else this.#open(command === "gallery" ? await load(name) : (JSON.parse(text) as Design));
      } catch (error) {
        const notice = { id: `${Date.now()}`, severity: "error" as const, text: String(error) };
        this.#say({ status: { notice } });
      }
    }

    #open(whole: Design): void {
      this.#design = whole;
      this.#draft += 1;
      this.#rev = 1;
      this.#say({ document: { ...this.#document(), whole } });
      void this.#analyse();
    }

    async #analyse(): Promise<void> {
      const [rev, draft] = [this.#rev, this.#draft];
      const body = JSON.stringify(this.#design);
      const answer = await fetch("/analyse", { method: "POST", body });
      const whole = (await answer.json()) as Analysis;
      if (draft !== this.#draft) return;
      this.#say({ analysis: { rev, whole }, status: { worker: { state: "ready", message: "" } } });
    }

    #document(): DocumentUpdate {
      const id = String(this.#draft);
      return { draft: id, epoch: id, continues: "", rev: this.#rev, seq: this.#seq };
    }

    #say(update: Omit<Update, "type">): void {
      this.onmessage?.({ data: JSON.stringify({ type: "update", ...update }) });
    }
  };
}
