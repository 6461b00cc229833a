import { type ReactNode, useState } from "react";

interface Props {
  className: string;
  summary: ReactNode;
  /** Open at first, and whenever it becomes true. */
  open?: boolean;
  children: ReactNode;
}

/** What can be put away; it is made when it is opened, since most of it is never looked at. */
export function Fold({ className, summary, open = false, children }: Props) {
  const [asked, setAsked] = useState<boolean | null>(null);
  const [was, setWas] = useState(open);
  if (was !== open) {
    setWas(open);
    if (open) setAsked(null);
  }
  const shown = asked ?? open;
  return (
    <details className={className} open={shown}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button by itself */}
      <summary
        onClick={(event) => {
          event.preventDefault();
          setAsked(!shown);
        }}
      >
        {summary}
      </summary>
      {shown && children}
    </details>
  );
}
