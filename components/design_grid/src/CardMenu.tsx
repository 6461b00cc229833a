/** The menu of a card, behind three dots. */

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";

export interface Choice {
  title: string;
  act: () => void;
  /** Something goes away. */
  grave?: boolean;
}

interface Props {
  label: string;
  choices: Choice[];
}

export function CardMenu({ label, choices }: Props): ReactNode {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const away = (event: Event) => {
      if (!event.composedPath().includes(root.current as EventTarget)) setOpen(false);
    };
    document.addEventListener("pointerdown", away, true);
    return () => document.removeEventListener("pointerdown", away, true);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      setOpen(false);
      button.current?.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(root.current, event.key === "ArrowDown" ? 1 : -1);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the menu that is inside
    <span className="menu-root" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        ref={button}
        className="dots"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 2a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3m0 4.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3M8 11a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3" />
        </svg>
      </button>
      {open && (
        <div className="menu" role="menu" aria-label={label}>
          {choices.map(({ title, act, grave }) => (
            <button
              key={title}
              type="button"
              role="menuitem"
              className={grave ? "grave" : ""}
              onClick={() => {
                setOpen(false);
                act();
              }}
            >
              {title}
            </button>
          ))}
        </div>
      )}
    </span>
  );
}

/** Move the focus to a neighbour, around the ends. */
function move(root: HTMLElement | null, way: number): void {
  const items = [...(root?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  const now = items.findIndex((item) => item.matches(":focus"));
  items[(now + way + items.length) % items.length]?.focus();
}
