/** A question over the page, at first with the focus on what is marked `data-first`, then on the canvas; Escape or a press outside answers it with "no". */

import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Dialog({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const root = dialog.current?.getRootNode() as ParentNode | undefined;
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>("[data-first]")?.focus();
    // What opened it is often gone by then, a menu or the canvas that was empty.
    return () => root?.querySelector<HTMLElement>(".canvas")?.focus();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, as the browser has it
    <dialog
      ref={dialog}
      className="ll-dialog"
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        // The veil is the dialog itself; what is inside has elements of its own.
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <div className="ll-dialog-body">
        <h2>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
