/** The menu of what the pointer is over, or of what is selected. */

import type { Command } from "../actions/command";
import { keyText, offered, titleIn } from "../actions/commands";
import { useCanvasStore } from "../store/StoreContext";
import { type Ui, useUi, useUiStore } from "../store/uiStore";
import { Menu, type MenuItem, type SubMenu } from "../ui/Menu";

const NAMES = {
  node: "Node",
  edge: "Wire",
  selection: "Selected nodes",
  canvas: "Canvas",
} as const;

export function ContextMenu() {
  const menu = useUi((ui) => ui.menu);
  return menu && <Opened key={`${menu.at.x} ${menu.at.y}`} menu={menu} />;
}

function Opened({ menu }: { menu: NonNullable<Ui["menu"]> }) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const { at, place, target } = menu;
  const context = { store, ui, spot: { at, place } };
  const item = (command: Command): MenuItem => ({
    id: command.id,
    title: titleIn(command, target, context),
    keys: command.keys?.[0] && keyText(command.keys[0]),
    act: () => command.run?.(context),
  });
  const groups = offered(target, context).map((commands) => {
    const items = new Map<string, MenuItem | SubMenu>();
    for (const command of commands) {
      const { under } = command;
      if (under === undefined) items.set(command.id, item(command));
      else {
        const known = items.get(under);
        const inside = known && "items" in known ? known.items : [];
        items.set(under, { id: under, title: under, items: [...inside, item(command)] });
      }
    }
    return [...items.values()];
  });
  return (
    <Menu
      label={NAMES[target]}
      groups={groups}
      at={at}
      onClose={() => ui.setState({ menu: null })}
    />
  );
}
