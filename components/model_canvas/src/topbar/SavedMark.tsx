import { AppWindow, Cloud, CloudAlert, CloudUpload } from "lucide-react";
import { useEffect, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { useCanvas } from "../store/StoreContext";
import { savingText } from "./savingText";

const ICONS = { saved: Cloud, busy: CloudUpload, lost: CloudAlert };
const TICK_MS = 20_000;

const OFFLINE =
  "Your changes are kept here and sent when the server is back. Leave this page open until then.";

/** Whether the draft is kept, and since when; and whether other windows show it, too. */
export function SavedMark() {
  const progress = useCanvas(
    useShallow(({ sync, offline, saved }) => {
      const saving = sync.edits.length > 0 || (saved !== null && saved.rev < sync.rev);
      return { linked: sync.epoch !== null, offline, saving, saved };
    }),
  );
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);

  const said = savingText(progress, Math.max(now, Date.parse(progress.saved?.at ?? "") || 0));
  const Icon = said && ICONS[said.state];
  return (
    <>
      <Windows />
      {said && Icon && (
        <span
          className="saved-mark"
          data-state={said.state}
          title={progress.offline ? OFFLINE : said.text}
        >
          <Icon size={15} aria-hidden />
          <span className="saved-text">{said.text}</span>
          {said.short !== undefined && <span className="saved-short">{said.short}</span>}
        </span>
      )}
    </>
  );
}

function Windows() {
  const windows = useCanvas((state) => state.windows);
  if (windows < 2) return null;
  const text = `Open in ${windows} windows: each sees what the others change`;
  return (
    <span className="windows-mark" role="img" aria-label={text} title={text}>
      <AppWindow size={15} aria-hidden />
      {windows}
    </span>
  );
}
