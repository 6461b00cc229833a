import type { ReactNode } from "react";
import { Fold } from "../ui/Fold";

interface Props {
  title: string;
  /** Beside the title. */
  aside?: ReactNode;
  /** Makes it foldable; `count` is shown beside the title. */
  fold?: { open: boolean; count?: number };
  children: ReactNode;
}

/** A part of the inspector under a heading. */
export function Section({ title, aside, fold, children }: Props) {
  if (fold) {
    return (
      <Fold
        className="section"
        open={fold.open}
        summary={
          <>
            <h3>{title}</h3>
            {fold.count !== undefined && <span className="section-count">{fold.count}</span>}
          </>
        }
      >
        {children}
      </Fold>
    );
  }
  return (
    <section className="section">
      <header>
        <h3>{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  );
}
