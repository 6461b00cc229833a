/** A topic of the bus as a hook. */

import { useEffect, useState } from "react";
import { bus, type Topics } from "./bus";

/** The last value of a topic that is remembered; undefined before there is any. */
export function useTopic<T extends keyof Topics>(topic: T): Topics[T] | undefined {
  const [value, setValue] = useState(() => bus().last(topic));
  useEffect(() => bus().on(topic, (next) => setValue(() => next)), [topic]);
  return value;
}
