/** What Python sends and hears; `components/design_grid/__init__.py` tells what it means. */

export interface Card {
  id: string;
  name: string;
  facts: string;
  folder: string;
  picture: string;
  href: string;
  here: boolean;
}

export interface Query {
  search: string;
  folder: string | null;
  trash: boolean;
  order: "saved" | "name";
  page: number;
}

export interface GridData {
  cards: Card[];
  folders: { name: string; count: number }[];
  query: Query;
  total: number;
  pages: number;
  count: number;
  trashed: number;
  message: string;
  file?: { id: string; name: string; text: string };
}

export interface Act {
  id: string;
  act:
    | "show"
    | "open"
    | "rename"
    | "move"
    | "duplicate"
    | "download"
    | "delete"
    | "restore"
    | "forget"
    | "empty";
  draft?: string;
  text?: string;
  query?: Query;
}

/** What an act needs besides its id, which is given to each. */
export type Doing = (what: Omit<Act, "id">) => void;
