/** The socket of the live channel: it is opened again as often as it breaks. */

import type {
  Again,
  Command,
  Edit,
  FlowLook,
  Goodbye,
  Hello,
  Lens,
  Look,
  Resend,
  Typed,
  Update,
} from "../../../shared/types.gen";

/** Of the protocol (`components/live_protocol.py`). */
export const VERSION = 1;

export type PageMessage = Hello | Edit | Command | Look | Typed | Lens | FlowLook | Again;

export type ServerMessage = Update | Resend | Goodbye;

/** Who speaks through the socket. */
export interface Speaker {
  /** What to begin with on a new connection. */
  hello(session: string): Hello;
  /** The server has answered: from now on all is sent. */
  greeted(): void;
  hear(message: Update | Resend): void;
  /** What is said from now on is lost, until the next `greeted`. */
  broken(): void;
  /** Whether there is a connection, as far as a user cares: short breaks do not count. */
  connected(there: boolean): void;
  /** The session is not known to the server: Streamlit has to bring another one. */
  unknown(): void;
  /** The page is of another build than the server. */
  outdated(): void;
}

export interface Channel {
  /** Speak for a session; another one than before is greeted on a new connection. */
  open(session: string): void;
  /** Say something; what is said while there is no connection is lost. */
  send(message: PageMessage): void;
  /** Whether what was said last is still waiting to go out. */
  isBusy(): boolean;
  close(): void;
}

const FIRST_MS = 250;
const LONGEST_MS = 8000;

/** A connection that breaks for less is not spoken of. */
const MOMENT_MS = 1000;

/** Streamlit, which may not be connected itself, is asked for another session this often. */
const ASK_MS = 1500;

/** So many bytes wait in a socket that cannot keep up. */
const BUSY_BYTES = 64 * 1024;

/** The address of the channel beside a module that Streamlit serves; see `live_protocol.PATH`. */
export function channelUrl(module: string): string {
  const { origin } = new URL(module);
  const [before = origin] = module.includes("/_stcore/") ? module.split("/_stcore/") : [origin];
  return `${before.replace(/^http/, "ws")}/live`;
}

/** Make a channel; it connects when it is opened. */
export function createChannel(url: string, speaker: Speaker): Channel {
  let session: string | null = null;
  let socket: WebSocket | null = null;
  let greeted = false;
  let pause = FIRST_MS;
  let asking: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let moment: ReturnType<typeof setTimeout> | undefined;

  const connect = () => {
    clearTimeout(again);
    again = undefined;
    const mine = new WebSocket(url);
    socket = mine;
    greeted = false;
    mine.onopen = () => {
      if (socket === mine && session !== null) say(speaker.hello(session));
    };
    mine.onmessage = ({ data }) => {
      if (socket === mine) hear(JSON.parse(String(data)) as ServerMessage);
    };
    mine.onclose = () => {
      if (socket !== mine) return;
      lose();
      retry(pause);
      pause = Math.min(pause * 2, LONGEST_MS);
    };
  };

  const hear = (message: ServerMessage) => {
    if (message.type === "goodbye") {
      leave(message.reason);
      return;
    }
    const first = !greeted;
    greeted = true;
    if (first) {
      pause = FIRST_MS;
      clearTimeout(moment);
      moment = undefined;
      speaker.connected(true);
    }
    speaker.hear(message);
    if (first) speaker.greeted();
  };

  const leave = (reason: Goodbye["reason"]) => {
    drop();
    if (reason === "version") speaker.outdated();
    // Something this page says makes no sense: it will say it again, and not too often.
    if (reason === "message") retry(LONGEST_MS);
    if (reason === "session") ask();
  };

  const ask = () => {
    speaker.unknown();
    asking = setTimeout(ask, ASK_MS);
  };

  const drop = () => {
    const old = socket;
    lose();
    old?.close();
  };

  const lose = () => {
    socket = null;
    greeted = false;
    speaker.broken();
    moment ??= setTimeout(() => speaker.connected(false), MOMENT_MS);
  };

  const retry = (after: number) => {
    again = setTimeout(connect, after);
  };

  const hurry = () => {
    if (again !== undefined && document.visibilityState !== "hidden") connect();
  };

  const say = (message: PageMessage) => socket?.send(JSON.stringify(message));

  window.addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);

  return {
    open(next) {
      if (next === session) return;
      session = next;
      clearTimeout(asking);
      if (socket) drop();
      pause = FIRST_MS;
      connect();
    },
    send(message) {
      if (greeted) say(message);
    },
    isBusy: () => (socket?.bufferedAmount ?? 0) > BUSY_BYTES,
    close() {
      window.removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", hurry);
      session = null;
      drop();
      clearTimeout(asking);
      clearTimeout(again);
      clearTimeout(moment);
    },
  };
}
