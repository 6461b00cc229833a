/** Ready designs, and the models of `keras.applications` as graphs. */

import { Search, Shapes } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { openApplication } from "../actions/askPython";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { Popover } from "../ui/Popover";

export function GalleryMenu() {
  return (
    <Popover
      label="Gallery"
      align="end"
      role="dialog"
      title="Open a ready design; undo brings back what you have"
      button={
        <>
          <Shapes size={15} aria-hidden /> <span className="wide-only">Gallery</span>
        </>
      }
    >
      {(close) => <Gallery close={close} />}
    </Popover>
  );
}

interface Item {
  name: string;
  title: string;
  summary: string;
  open: () => void;
}

function Gallery({ close }: { close: () => void }) {
  const store = useCanvasStore();
  const gallery = useCanvas((state) => state.gallery);
  const entries = useCanvas((state) => state.catalogue?.entries);
  const [wanted, setWanted] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const lists = useRef<HTMLDivElement>(null);
  useEffect(() => field.current?.focus(), []);
  const terms = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ title, summary }: Item) => {
    const text = `${title} ${summary}`.toLowerCase();
    return terms.every((term) => text.includes(term));
  };
  const designs = gallery.map(({ name, title, summary }) => ({
    name,
    title,
    summary,
    open: () => store.getState().command({ type: "gallery", name }),
  }));
  const applications = Object.values(entries ?? {})
    .filter(({ category }) => category === "application")
    .map(({ name }) => ({
      name,
      title: name,
      summary: "",
      open: () => openApplication(store, name),
    }))
    .sort((a, b) => a.title.localeCompare(b.title, "en", { numeric: true }));
  const groups = [
    { label: "Ready designs", items: designs.filter(fits) },
    { label: "keras.applications, without weights", items: applications.filter(fits) },
  ].filter(({ items }) => items.length > 0);
  const choose = (item: Item | undefined) => {
    if (!item) return;
    item.open();
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") choose(groups[0]?.items[0]);
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    lists.current?.querySelector("button")?.focus();
  };
  return (
    <div className="gallery">
      <label className="gallery-search">
        <Search size={14} aria-hidden />
        <input
          ref={field}
          type="search"
          className="ll-input"
          placeholder="Search"
          aria-label="Search the gallery"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <div ref={lists}>
        {groups.map(({ label, items }) => (
          <div key={label} role="menu" aria-label={label}>
            <h3>{label}</h3>
            {items.map((item) => (
              <button
                key={item.name}
                type="button"
                role="menuitem"
                className="ll-menu-item"
                onClick={() => choose(item)}
              >
                <span>{item.title}</span>
                {item.summary !== "" && <small>{item.summary}</small>}
              </button>
            ))}
          </div>
        ))}
        {groups.length === 0 && <p className="quiet">Nothing is called so.</p>}
      </div>
    </div>
  );
}
