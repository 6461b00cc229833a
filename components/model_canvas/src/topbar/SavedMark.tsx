import { Cloud, CloudAlert, CloudUpload } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useCanvas } from "../store/StoreContext";
import { savingText } from "./savingText";

const ICONS = { saved: Cloud, busy: CloudUpload, lost: CloudAlert };
const TICK_MS = 2_000;

/** Whether the draft is kept, and since when. */
export function SavedMark() {
  const link = useCanvas((state) => state.link);
  const saved = useCanvas((state) => state.saved);
  const [now, setNow] = useState(() => Date.now());
  const waiting = link.acknowledged < link.seq;
  const since = useRef<number | null>(null);
  if (!waiting) since.current = null;
  else since.current ??= Date.now();

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);

  const said = savingText(link, saved, since.current, Math.max(now, since.current ?? 0));
  if (said === null) return null;
  const Icon = ICONS[said.state];
  return (
    <span className="saved-mark" data-state={said.state} title={said.text}>
      <Icon size={15} aria-hidden />
      <span>{said.text}</span>
    </span>
  );
}
