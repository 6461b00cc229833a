/** Buttons that line up the selected nodes. */

import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  type LucideIcon,
} from "lucide-react";
import { ARRANGING } from "../actions/arrangingCommands";
import { keyText } from "../actions/commands";
import type { CanvasStore } from "../store/canvasState";
import { useUiStore } from "../store/uiStore";
import { IconButton } from "../ui/IconButton";

/** Lucide names them by the line along which things stand. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  "align-left": AlignStartVertical,
  "align-centre": AlignCenterVertical,
  "align-right": AlignEndVertical,
  "align-top": AlignStartHorizontal,
  "align-middle": AlignCenterHorizontal,
  "align-bottom": AlignEndHorizontal,
  "distribute-across": AlignHorizontalSpaceBetween,
  "distribute-down": AlignVerticalSpaceBetween,
};

export function AlignTools({ store, count }: { store: CanvasStore; count: number }) {
  const ui = useUiStore();
  return (
    <div className="actions align-tools" role="toolbar" aria-label="Align and distribute">
      {ARRANGING.map(({ id, title, keys, run }) => {
        const icon = ICONS[id];
        if (icon === undefined) return null;
        return (
          <IconButton
            key={id}
            icon={icon}
            label={title}
            hint={keys?.[0] && `${title} (${keyText(keys[0])})`}
            disabled={count < (id.startsWith("distribute") ? 3 : 2)}
            onClick={() => run?.({ store, ui, spot: null })}
          />
        );
      })}
    </div>
  );
}
