/** What a store says and hears on the live channel. */

import { freshToken } from "../../../shared/freshToken";
import { type Channel, type Speaker, VERSION } from "../live/socket";
import type { CanvasStore } from "./canvasState";

const OUTDATED =
  "Layerloom is another version on the server. Save the design as a file, then load this page again.";

const AWAY = "The server cannot be reached. Your changes are kept here until it is back.";

/**
 * @param channel The one that the store speaks through, once it is made.
 * @param rerun Has Streamlit run its script again.
 */
export function speakerFor(
  store: CanvasStore,
  channel: () => Channel | undefined,
  rerun: () => void = () => {},
): Speaker {
  const client = freshToken();
  return {
    hello(session) {
      const { epoch, rev, seq } = store.getState().sync;
      return { type: "hello", version: VERSION, session, client, epoch, rev, seq };
    },
    greeted() {
      store.getState().attach(channel() ?? null);
    },
    hear(message) {
      if (message.type === "update") store.getState().receive(message);
      else store.getState().resend(message.seq);
    },
    broken: () => store.getState().attach(null),
    connected(there) {
      const { offline, announce } = store.getState();
      if (offline !== there) return;
      store.setState({ offline: !there });
      announce(there ? "The server is back." : AWAY);
    },
    unknown: rerun,
    outdated: () => store.getState().notify("error", OUTDATED),
  };
}
