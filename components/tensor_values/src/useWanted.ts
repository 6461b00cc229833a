/** What is looked at, as a hook. */

import { useSyncExternalStore } from "react";
import { listen, type Wanted, wantedNow } from "./wanted";

export function useWanted(): Wanted {
  return useSyncExternalStore(listen, wantedNow);
}
