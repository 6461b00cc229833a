/** A flag that is raised only once it has lasted, so that what comes and goes is not drawn at all. */

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
