/** `Follower`: asks for what is new of a run until it has ended. */

import { parsed, type RunEvent } from "./runEvents";

/** Between two questions while it runs. */
export const EVERY_MS = 250;
/** While it begins, for as long as that takes: somebody waits for the first point. */
export const SOON_MS = 80;
export const BEGINS_MS = 5000;
/** While it is paused, or nobody looks at the page. */
export const SELDOM_MS = 1000;
const LONGEST_MS = 8000;
/** An answer of so many bytes is a part of more. */
const MUCH = 64 * 1024;
const NEW_LINE = 10;

export interface Wants {
  /** The next events. */
  take: (events: RunEvent[]) => void;
  /** Whether there may be more of them. */
  goesOn: () => boolean;
  /** How long to wait before the next question. */
  pause: () => number;
  /** Whether the last question was answered. */
  heard: (there: boolean) => void;
}

export class Follower {
  readonly #url: string;
  readonly #wants: Wants;
  #offset = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #closed = false;
  #failures = 0;

  /**
   * @param url The address of its events; `from=` and a number of bytes are put behind it.
   * @param wants Who is told.
   */
  constructor(url: string, wants: Wants) {
    this.#url = url;
    this.#wants = wants;
  }

  /** Ask now; where a question is under way already, that one counts. */
  ask(): void {
    if (this.#asking || this.#closed) return;
    clearTimeout(this.#timer);
    this.#asking = true;
    void this.#once().then((again) => {
      this.#asking = false;
      if (again !== null && !this.#closed) {
        this.#timer = setTimeout(() => this.ask(), again);
      }
    });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** When to ask again; null for never. */
  async #once(): Promise<number | null> {
    try {
      const separator = this.#url.includes("?") ? "&" : "?";
      const answer = await fetch(`${this.#url}${separator}from=${this.#offset}`);
      if (answer.status === 404 || answer.status === 403) return null;
      if (!answer.ok) throw new Error(answer.statusText);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (this.#closed) return null;
      // A line that is being written is taken when it is whole.
      const whole = bytes.subarray(0, bytes.lastIndexOf(NEW_LINE) + 1);
      this.#offset += whole.length;
      this.#failures = 0;
      this.#wants.heard(true);
      const events = parsed(new TextDecoder().decode(whole));
      if (events.length > 0) this.#wants.take(events);
      if (whole.length >= MUCH) return 0;
      return events.length > 0 || this.#wants.goesOn() ? this.#wants.pause() : null;
    } catch {
      if (this.#closed) return null;
      this.#failures += 1;
      this.#wants.heard(false);
      return Math.min(LONGEST_MS, EVERY_MS * 2 ** this.#failures);
    }
  }
}
