/** One design: its picture, its name, and a menu of what can be done with it. */

import { type MouseEvent, type ReactNode, useState } from "react";
import { CardMenu, type Choice } from "./CardMenu";
import type { Act, Card, Doing } from "./gridData";
import { WordField } from "./WordField";

/** How many characters a name may have; the server refuses more, too. */
const LONGEST_NAME = 200;
const LONGEST_FOLDER = 80;

interface Props {
  card: Card;
  /** Whether it lies in the trash. */
  trash: boolean;
  folders: string[];
  act: Doing;
}

export function DesignCard({ card, trash, folders, act }: Props): ReactNode {
  const { id, name, facts, folder, picture, href, here } = card;
  const [writing, setWriting] = useState<"name" | "folder" | null>(null);
  const does = (what: Act["act"], text?: string) =>
    act({ act: what, draft: id, ...(text !== undefined && { text }) });
  const choices: Choice[] = trash
    ? [
        { title: "Restore", act: () => does("restore") },
        { title: "Delete for good", act: () => does("forget"), grave: true },
      ]
    : [
        { title: "Rename…", act: () => setWriting("name") },
        { title: "Move to folder…", act: () => setWriting("folder") },
        { title: "Duplicate", act: () => does("duplicate") },
        { title: "Download", act: () => does("download") },
        { title: "Delete", act: () => does("delete"), grave: true },
      ];
  const open = (event: MouseEvent) => {
    // With a key held the browser opens it elsewhere.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!trash) does("open");
  };
  const still = <img src={`data:image/svg+xml,${encodeURIComponent(picture)}`} alt="" />;
  return (
    <li className={here ? "card here" : "card"}>
      {trash ? (
        <span className="picture">{still}</span>
      ) : (
        <a className="picture" href={href} onClick={open} aria-label={`Open ${name}`}>
          {still}
        </a>
      )}
      <div className="words">
        {writing === "name" ? (
          <WordField
            label="Name"
            longest={LONGEST_NAME}
            value={name}
            onEnd={(text) => {
              setWriting(null);
              if (text !== null && text !== "" && text !== name) does("rename", text);
            }}
          />
        ) : trash ? (
          <span className="name">{name}</span>
        ) : (
          <a className="name" href={href} onClick={open} title={name}>
            {name}
          </a>
        )}
        <CardMenu label={`What to do with ${name}`} choices={choices} />
        {writing === "folder" ? (
          <WordField
            label="Folder"
            longest={LONGEST_FOLDER}
            value={folder}
            offers={folders}
            placeholder="No folder"
            onEnd={(text) => {
              setWriting(null);
              if (text !== null && text !== folder) does("move", text);
            }}
          />
        ) : (
          <span className="facts">
            {here && <b>on the canvas · </b>}
            {facts}
            {folder !== "" && <span className="folder">{folder}</span>}
          </span>
        )}
      </div>
    </li>
  );
}
