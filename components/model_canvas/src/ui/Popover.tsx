import { type ReactNode, useEffect, useRef, useState } from "react";

interface Props {
  /** What is on the button. */
  button: ReactNode;
  /** What the button is for, where its content does not say it. */
  label?: string | undefined;
  title?: string | undefined;
  className?: string;
  align?: "start" | "end";
  role?: "menu" | "dialog";
  onOpen?: () => void;
  onClose?: () => void;
  /** What is shown; `close` puts it away and the focus back on the button. */
  children: (close: () => void) => ReactNode;
}

/** A button that opens a panel below it; Escape or a press outside closes it. */
export function Popover(props: Props) {
  const { button, label, title, className = "ll-button", align = "start", role = "menu" } = props;
  const { onOpen, onClose } = props;
  const [open, setOpenState] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  const setOpen = (next: boolean) => {
    if (next !== open) (next ? onOpen : onClose)?.();
    setOpenState(next);
  };
  const shut = useRef(setOpen);
  shut.current = setOpen;

  useEffect(() => {
    if (!open) return;
    const first = role === "menu" ? focusables(panel.current)[0] : panel.current;
    // What is in it may have taken the focus itself, as a search field does.
    if (!holdsFocus(panel.current)) first?.focus();
    const outside = (event: Event) => {
      if (root.current && !event.composedPath().includes(root.current)) shut.current(false);
    };
    window.addEventListener("pointerdown", outside, true);
    return () => window.removeEventListener("pointerdown", outside, true);
  }, [open, role]);

  const close = () => {
    setOpen(false);
    trigger.current?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the button and panel inside
    <span
      ref={root}
      className="ll-popover"
      onKeyDown={(event) => {
        if (!open) return;
        if (event.key === "Escape") {
          event.stopPropagation();
          close();
        }
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
          const inside = event.target as HTMLElement;
          if (inside.matches("input, select, textarea")) return;
          event.preventDefault();
          step(panel.current, event.key === "ArrowDown" ? 1 : -1);
        }
      }}
    >
      <button
        ref={trigger}
        type="button"
        className={className}
        aria-haspopup={role}
        aria-expanded={open}
        aria-label={label}
        title={title}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div ref={panel} className="ll-popover-panel" data-align={align} role={role}>
          {props.children(close)}
        </div>
      )}
    </span>
  );
}

function holdsFocus(panel: HTMLElement | null): boolean {
  const root = panel?.getRootNode() as Document | ShadowRoot | undefined;
  return panel?.contains(root?.activeElement ?? null) ?? false;
}

function focusables(panel: HTMLElement | null): HTMLElement[] {
  return [
    ...(panel?.querySelectorAll<HTMLElement>("button:not(:disabled), input, select, a") ?? []),
  ];
}

/** Focus the next or previous thing in the panel, around the ends. */
function step(panel: HTMLElement | null, by: number): void {
  const items = focusables(panel);
  const root = panel?.getRootNode() as Document | ShadowRoot | undefined;
  const at = items.indexOf(root?.activeElement as HTMLElement);
  const next = at < 0 && by < 0 ? items.length - 1 : (at + by + items.length) % items.length;
  items[next]?.focus();
}
