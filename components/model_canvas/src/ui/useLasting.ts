/** Delays a flag, so that a state of a few milliseconds does not flicker. */

import { useEffect, useState } from "react";

/** Whether `flag` has been true for so many milliseconds. */
export function useLasting(flag: boolean, milliseconds: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!flag) return;
    const timer = setTimeout(() => setLasting(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [flag, milliseconds]);
  return flag && lasting;
}
