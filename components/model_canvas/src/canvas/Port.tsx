/** One port of a node: a handle that mouse, touch and keyboard can connect. */

import { Handle, type HandleType } from "@xyflow/react";
import type { KeyboardEvent, MouseEvent } from "react";
import { endAtCall } from "../view/frameEnds";
import { HANDLE_POSITION } from "./handlePosition";
import { useConnectPort } from "./useConnectPort";

interface Props {
  node: string;
  id: string;
  kind: HandleType;
  side: keyof typeof HANDLE_POSITION;
  x: number;
  y: number;
  /** What a screen reader says. */
  label: string;
  title: string;
  className?: string;
}

export function Port({ node, id, kind, side, x, y, label, title, className = "" }: Props) {
  const toggle = useConnectPort();
  const activate = (event: MouseEvent | KeyboardEvent) => {
    event.stopPropagation();
    event.preventDefault();
    toggle(endAtCall({ node, port: id, kind }), event.currentTarget);
  };
  return (
    <Handle
      type={kind}
      id={id}
      position={HANDLE_POSITION[side]}
      className={`port port-${side} ${className}`}
      style={{ left: x, top: y }}
      role="button"
      tabIndex={0}
      aria-label={label}
      title={title}
      onClick={activate}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") activate(event);
      }}
    />
  );
}
