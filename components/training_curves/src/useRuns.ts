/** Runs that are followed, as a hook. */

import { useEffect, useRef, useState } from "react";
import { BEGINS_MS, EVERY_MS, Follower, SELDOM_MS, SOON_MS } from "./follower";
import { RunLog, type RunState } from "./runLog";

/** A run as Streamlit knows it. */
export interface RunShown {
  id: string;
  name: string;
  /** What Streamlit shows of it. */
  state: string;
  /** Whether it may go on: there is or will be a process for it. */
  live: boolean;
}

interface Followed {
  log: RunLog;
  follower: Follower;
  live: boolean;
}

export interface Runs {
  logs: ReadonlyMap<string, RunLog>;
  /** Whether the server answers. */
  there: boolean;
  /** Another number whenever something is new. */
  version: number;
}

/**
 * Follow runs as long as they are shown.
 *
 * @param runs Which.
 * @param address Where the events of one are.
 * @param onState Told of a state that Streamlit does not show yet, once.
 */
export function useRuns(
  runs: readonly RunShown[],
  address: (id: string) => string,
  onState: (id: string, state: RunState) => void,
): Runs {
  const followed = useRef(new Map<string, Followed>());
  const told = useRef(onState);
  told.current = onState;
  const [version, setVersion] = useState(0);
  const [there, setThere] = useState(true);

  useEffect(() => {
    const all = followed.current;
    for (const [id, { follower }] of all) {
      if (runs.some((run) => run.id === id)) continue;
      follower.close();
      all.delete(id);
    }
    for (const { id, state, live } of runs) {
      let one = all.get(id);
      if (one) {
        one.live = live;
      } else {
        one = follow(id, address(id), state, live);
        all.set(id, one);
      }
      one.log.lost = state === "lost";
      one.follower.ask();
    }
    // Its process may be long in coming: until it speaks, the page says that it starts.
    if (runs.some(({ state }) => state === "waiting")) setVersion((before) => before + 1);

    function follow(id: string, url: string, shown: string, live: boolean): Followed {
      const log = new RunLog();
      const begun = performance.now();
      let said = shown;
      const mine: Followed = {
        log,
        live,
        follower: new Follower(url, {
          take: (events) => {
            log.take(events);
            setVersion((before) => before + 1);
            if (mine.live && log.state !== said) {
              said = log.state;
              told.current(id, log.state);
            }
          },
          goesOn: () => mine.live,
          pause: () => {
            if (log.state === "paused" || document.hidden) return SELDOM_MS;
            const begins = log.curves.size === 0 && performance.now() - begun < BEGINS_MS;
            return begins ? SOON_MS : EVERY_MS;
          },
          heard: setThere,
        }),
      };
      return mine;
    }
  }, [runs, address]);

  useEffect(() => {
    const all = followed.current;
    return () => {
      for (const { follower } of all.values()) follower.close();
      all.clear();
    };
  }, []);

  return {
    logs: new Map([...followed.current].map(([id, { log }]) => [id, log])),
    there,
    version,
  };
}
