/**
 * A modal dialog. The element marked `data-first` gets the focus, and the canvas when it closes;
 * Escape or a press outside closes it.
 */

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
    // The element that opened it is often gone by then, such as a menu.
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
        // A press on the backdrop has the dialog itself as its target.
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
