/** My designs: a bar to search and sort by, and a card for each design. */

import { type ReactNode, useEffect, useRef } from "react";
import { downloadText } from "../../shared/copyAndDownload";
import { DesignCard } from "./DesignCard";
import type { Doing, GridData, Query } from "./gridData";
import { SearchField } from "./SearchField";

interface Props {
  data: GridData;
  act: Doing;
}

export function DesignGrid({ data, act }: Props): ReactNode {
  const { cards, folders, query, total, pages, count, trashed, message } = data;
  const show = (changes: Partial<Query>) =>
    act({ act: "show", query: { ...query, page: 0, ...changes } });
  useGivenFile(data.file);
  const names = folders.map(({ name }) => name);
  return (
    <section className="designs" aria-label="Designs">
      <div className="bar">
        <SearchField value={query.search} onSearch={(search) => show({ search })} />
        <fieldset className="places" aria-label="Folder">
          <Place
            name="All"
            count={count}
            on={!query.trash && query.folder === null}
            show={() => show({ search: "", folder: null, trash: false })}
          />
          {folders.map((folder) => (
            <Place
              key={folder.name}
              name={folder.name}
              count={folder.count}
              on={!query.trash && query.folder === folder.name}
              show={() => show({ search: "", folder: folder.name, trash: false })}
            />
          ))}
          {(trashed > 0 || query.trash) && (
            <Place
              name="Trash"
              count={trashed}
              on={query.trash}
              show={() => show({ search: "", folder: null, trash: true })}
            />
          )}
        </fieldset>
        <label className="order">
          Sort by{" "}
          <select
            value={query.order}
            onChange={({ target }) => show({ order: target.value as Query["order"] })}
          >
            <option value="saved">last change</option>
            <option value="name">name</option>
          </select>
        </label>
      </div>
      <p className="told" role="status">
        {message}
      </p>
      {query.trash && cards.length > 0 && (
        <p className="trash-note">
          What lies here for 30 days is deleted for good.
          <button type="button" onClick={() => act({ act: "empty" })}>
            Empty the trash
          </button>
        </p>
      )}
      {cards.length === 0 && <p className="nothing">{nothing(data)}</p>}
      <ul className="cards">
        {cards.map((card) => (
          <DesignCard key={card.id} card={card} trash={query.trash} folders={names} act={act} />
        ))}
      </ul>
      {pages > 1 && (
        <nav className="pages" aria-label="Pages">
          <button
            type="button"
            disabled={query.page === 0}
            onClick={() => show({ page: query.page - 1 })}
          >
            Previous
          </button>
          <span>
            Page {query.page + 1} of {pages}: {total.toLocaleString("en-US")} designs
          </span>
          <button
            type="button"
            disabled={query.page + 1 >= pages}
            onClick={() => show({ page: query.page + 1 })}
          >
            Next
          </button>
        </nav>
      )}
    </section>
  );
}

function nothing({ query, count }: GridData): string {
  if (query.search !== "") return `No design has "${query.search}" in its name or folder.`;
  if (query.trash) return "The trash is empty.";
  if (count === 0) return "Every design that you draw is kept here by itself. Draw the first one.";
  return "There is nothing in this folder.";
}

interface PlaceProps {
  name: string;
  count: number;
  on: boolean;
  show: () => void;
}

function Place({ name, count, on, show }: PlaceProps): ReactNode {
  return (
    <button type="button" className="place" aria-pressed={on} onClick={show}>
      {name} <span className="count">{count.toLocaleString("en-US")}</span>
    </button>
  );
}

/** Has the browser save a file that was asked for, once. */
function useGivenFile(file: GridData["file"]): void {
  const saved = useRef<string | null>(null);
  useEffect(() => {
    if (file === undefined || saved.current === file.id) return;
    saved.current = file.id;
    downloadText(file.text, file.name, "application/json");
  }, [file]);
}
