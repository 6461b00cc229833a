/**
 * A menu that opens at a place: https://www.w3.org/WAI/ARIA/apg/patterns/menubar/. Arrows, Home, End
 * and first letters move, Enter chooses, Escape and a press elsewhere close. An item with items of
 * its own shows these in the place of the others.
 */

import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import "./menu.css";
import { useInside } from "./useInside";

export interface MenuItem {
  id: string;
  title: string;
  /** The key that does the same. */
  keys?: string | undefined;
  act: () => void;
}

export interface SubMenu {
  id: string;
  title: string;
  items: MenuItem[];
}

interface Props {
  label: string;
  /** Said above the items. */
  heading?: string;
  /** A line stands between groups. */
  groups: (MenuItem | SubMenu)[][];
  /** In pixels of the element that the menu stands in, which it does not leave. */
  at: { x: number; y: number };
  onClose: () => void;
}

export function Menu({ label, heading, groups, at, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const [inside, setInside] = useState<SubMenu | null>(null);
  const place = useInside(menu, at);
  const from = useRef<string | null>(null);

  useLayoutEffect(() => {
    const { activeElement } = rootOf(menu.current);
    const frame = menu.current?.closest<HTMLElement>(".canvas");
    // What had the focus before may be gone; keys must go somewhere.
    return () => {
      const back = activeElement instanceof HTMLElement && activeElement.isConnected;
      requestAnimationFrame(() => {
        const now = frame && rootOf(frame).activeElement;
        if (now && now !== frame) return;
        (back ? (activeElement as HTMLElement) : frame)?.focus({ preventScroll: true });
      });
    };
  }, []);

  useLayoutEffect(() => {
    const items = itemsOf(menu.current);
    const back = inside === null && items.find(({ dataset }) => dataset.id === from.current);
    (back || items[0])?.focus({ preventScroll: true });
    from.current = inside?.id ?? null;
  }, [inside]);

  const choose = (act: () => void) => {
    onClose();
    act();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    event.stopPropagation();
    const items = itemsOf(menu.current);
    const here = items.indexOf(rootOf(menu.current).activeElement as HTMLElement);
    const steps: Record<string, number> = {
      ArrowDown: (here + 1) % items.length,
      ArrowUp: (here <= 0 ? items.length : here) - 1,
      Home: 0,
      End: items.length - 1,
    };
    if (event.key in steps) items[steps[event.key] ?? 0]?.focus();
    else if (event.key === "Escape" && inside === null) onClose();
    else if (event.key === "Tab") onClose();
    else if (inside !== null && (event.key === "Escape" || event.key === "ArrowLeft"))
      setInside(null);
    else if (event.key === "ArrowRight")
      items[here]?.matches("[aria-haspopup]") && items[here].click();
    else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
      const letter = event.key.toLowerCase();
      const starts = (item: HTMLElement) => item.textContent?.toLowerCase().startsWith(letter);
      [...items.slice(here + 1), ...items.slice(0, here + 1)].find(starts)?.focus();
    } else return;
    event.preventDefault();
  };

  const shown = inside ? [inside.items] : groups;
  return (
    <>
      <button
        type="button"
        className="menu-veil"
        aria-label="Close the menu"
        tabIndex={-1}
        onClick={onClose}
      />
      <div
        ref={menu}
        className="menu"
        role="menu"
        tabIndex={-1}
        aria-label={inside?.title ?? label}
        style={{ left: place.x, top: place.y }}
        onKeyDown={onKeyDown}
      >
        {heading && !inside && <p className="menu-title">{heading}</p>}
        {inside && (
          <button type="button" role="menuitem" tabIndex={-1} onClick={() => setInside(null)}>
            <ChevronLeft size={14} aria-hidden />
            <span>{inside.title}</span>
          </button>
        )}
        {shown.map((items, index) => (
          // biome-ignore lint/a11y/useSemanticElements: items of a menu are no fields
          <div key={items[0]?.id ?? index} role="group" className="menu-group">
            {items.map((item) =>
              "items" in item ? (
                <button
                  key={item.id}
                  type="button"
                  role="menuitem"
                  aria-haspopup="menu"
                  tabIndex={-1}
                  data-id={item.id}
                  onClick={() => setInside(item)}
                >
                  <span>{item.title}</span>
                  <ChevronRight size={14} aria-hidden />
                </button>
              ) : (
                <button
                  key={item.id}
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  data-id={item.id}
                  aria-keyshortcuts={item.keys?.replace("Ctrl", "Control")}
                  onClick={() => choose(item.act)}
                >
                  <span>{item.title}</span>
                  {item.keys && <kbd aria-hidden>{item.keys}</kbd>}
                </button>
              ),
            )}
          </div>
        ))}
      </div>
    </>
  );
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

function rootOf(element: Element | null): Document | ShadowRoot {
  return (element?.getRootNode() as Document | ShadowRoot | undefined) ?? document;
}
