/**
 * The document on both sides of the channel: what the server has confirmed, and the page's own edits
 * that are under way. What is shown is the one with the others made on it. See docs/live-channel.md.
 */

import type { Design } from "../../../shared/document";
import type { DocumentUpdate, Edit } from "../../../shared/types.gen";
import { reuse } from "../view/reuse";
import { merged } from "./merge";
import { applied, difference, meet, type Patch, PatchError } from "./patch";

/** An edit of the page that the server has not dealt with. */
export interface OwnEdit {
  seq: number;
  /** The last revision that was known when it was made. */
  base: number;
  patch: Patch;
  label: string;
  /** It was not made by the user, who is told nothing where it fails. */
  silent: boolean;
  /** Whether it has ever been sent. */
  sent: boolean;
  /** What is shown with it; as before it where it does not fit at present. */
  after: Design;
  fits: boolean;
  /** All that the page had more than a server that began again, which it was made on. */
  all?: { before: Design; after: Design };
}

export interface Sync {
  /** Null until the server has sent a document. */
  epoch: string | null;
  draft: string;
  rev: number;
  /** The page's last edit that the server has dealt with. */
  seq: number;
  /** The design at revision `rev`. */
  confirmed: Design;
  /** In the order of their numbers, which have no gaps. */
  edits: readonly OwnEdit[];
  /** The edit up to which all have been sent on this connection. */
  out: number;
  /** The whole document has been asked for, and changes until then make no sense. */
  asked: boolean;
  /** The designs of the last saved revision and of those after it. */
  unsaved: readonly Revision[];
}

interface Revision {
  rev: number;
  design: Design;
}

/** A change of the server that the user can undo. */
export interface NamedChange {
  title: string;
  before: Design;
  after: Design;
}

/** What came of a message about the document. */
export interface Reception {
  sync: Sync;
  /** Another document stands in the place of the one before. */
  replaced: boolean;
  named: NamedChange[];
  refused: { edit: OwnEdit; reason: string }[];
  /** Some of what was shown could not be kept. */
  lost: boolean;
  /** The whole document must be asked for. */
  again: boolean;
}

/** So many revisions that are not saved are remembered. */
const UNSAVED = 500;

/** From so many edits on that were never sent, a further one is joined to the last. */
const GATHERED = 100;

/** An edit of so many operations may be one that the server keeps a version before: it has a name. */
const MANY = 8;
const LONGEST = 200;

const UNANSWERED = "The server did not take it over.";

export function unlinked(design: Design): Sync {
  const known = { epoch: null, draft: "", rev: 0, seq: 0, confirmed: design };
  return { ...known, edits: [], out: 0, asked: false, unsaved: [] };
}

/** What is to be shown. */
export function shown({ confirmed, edits }: Sync): Design {
  return edits.at(-1)?.after ?? confirmed;
}

/** What an edit is called, and whether the user made it. */
interface Name {
  label: string;
  silent?: boolean;
}

/** Note an edit of the page: it made `after` of what was shown. */
export function edited(
  sync: Sync,
  after: Design,
  { label, silent = false }: Name,
  all?: OwnEdit["all"],
): Sync {
  const { edits, rev, seq } = sync;
  const last = edits.at(-1);
  if (last && !last.sent && !last.all && !all && joins(edits, label)) {
    const rest = edits.slice(0, -1);
    const patch = difference(rest.at(-1)?.after ?? sync.confirmed, after);
    return { ...sync, edits: [...rest, { ...last, patch, label, after, fits: true }] };
  }
  const patch = difference(shown(sync), after);
  if (patch.length === 0) return sync;
  const edit = {
    seq: (last?.seq ?? seq) + 1,
    base: rev,
    patch,
    label,
    silent,
    ...(all && { all }),
  };
  return { ...sync, edits: [...edits, { ...edit, sent: false, after, fits: true }] };
}

/** Whether an edit goes with the one before, while neither can be sent. */
function joins(edits: readonly OwnEdit[], label: string): boolean {
  return edits.at(-1)?.label === label || edits.filter(({ sent }) => !sent).length >= GATHERED;
}

/** The edits that are to be sent now, and the state once they are. */
export function outgoing(sync: Sync): { messages: Edit[]; sync: Sync } {
  const { epoch, edits, out } = sync;
  const due = edits.filter(({ seq }) => seq > out);
  const last = due.at(-1);
  if (epoch === null || last === undefined) return { messages: [], sync };
  const messages = due.map(({ seq, base, patch, label }): Edit => {
    const edit: Edit = { type: "edit", epoch, seq, base, patch: [...patch] };
    return patch.length < MANY ? edit : { ...edit, title: label.slice(0, LONGEST) };
  });
  const marked = edits.map((edit) => (edit.sent ? edit : { ...edit, sent: true }));
  return { messages, sync: { ...sync, edits: marked, out: last.seq } };
}

/** The edits under way are to be sent from this one on. */
export function sendAgain(sync: Sync, seq: number): Sync {
  const out = Math.min(sync.out, seq - 1);
  // An edit of a document that is no longer there may not have arrived: its number is free again.
  const gap = (sync.edits[0]?.seq ?? seq) - seq;
  if (gap <= 0) return { ...sync, out };
  const edits = sync.edits.map((edit) => ({ ...edit, seq: edit.seq - gap }));
  return { ...sync, out, edits, seq: seq - 1 };
}

/** The connection is another one: what was said last may not have arrived. */
export function reconnected(sync: Sync): Sync {
  return { ...sync, out: 0, asked: false };
}

/** Forget designs that are older than what has been saved. */
export function saved(sync: Sync, rev: number): Sync {
  const unsaved = sync.unsaved.filter((one) => one.rev >= rev);
  return unsaved.length === sync.unsaved.length ? sync : { ...sync, unsaved };
}

/** Take in what the server says of the document. */
export function received(sync: Sync, update: DocumentUpdate): Reception {
  const { epoch, draft } = sync;
  if (update.whole) {
    const whole = reuse(shown(sync), update.whole);
    if (epoch === null && sync.edits.length > 0) return begunBefore(sync, update, whole);
    if (epoch === null || draft !== update.draft) return another(sync, update, whole);
    if (epoch !== update.epoch) return begunAgain(sync, update, whole);
    return update.rev < sync.rev ? nothing(sync) : caughtUp(sync, update, whole);
  }
  if (epoch !== update.epoch || draft !== update.draft) return again(sync);
  if (sync.asked) return nothing(sync);
  try {
    return followed(sync, update);
  } catch (error) {
    if (error instanceof PatchError) return again(sync);
    throw error;
  }
}

/** Revisions came to be. */
function followed(sync: Sync, update: DocumentUpdate): Reception {
  const named: NamedChange[] = [];
  const reasons = new Map(update.refused?.map(({ seq, reason }) => [seq, reason]));
  const made = new Set<number>();
  let { confirmed, rev, unsaved } = sync;
  // As long as nothing came in between, what is shown stays the very same.
  let alone = true;
  for (const change of update.changes ?? []) {
    if (change.rev <= rev) continue;
    if (change.rev > rev + 1) return again(sync);
    const before = confirmed;
    if (change.patch) {
      confirmed = applied(confirmed, change.patch);
      alone = false;
      if (change.title) named.push({ title: change.title, before, after: confirmed });
    } else {
      const index = sync.edits.findIndex(({ seq }) => seq === change.seq);
      const edit = sync.edits[index];
      if (edit === undefined) return again(sync);
      alone &&= edit.fits && index === made.size;
      made.add(edit.seq);
      confirmed = alone ? edit.after : applied(confirmed, edit.patch);
    }
    rev = change.rev;
    unsaved = [...unsaved, { rev, design: confirmed }].slice(-UNSAVED);
  }
  if (update.rev > rev) return again(sync);
  const seq = Math.max(sync.seq, update.seq);
  const failed = sync.edits.filter((edit) => !made.has(edit.seq) && edit.seq <= seq);
  const rest = sync.edits.filter((edit) => edit.seq > seq);
  const edits = alone && failed.length === 0 ? rest : rebased(confirmed, rest);
  let next: Sync = { ...sync, confirmed, rev, unsaved, seq, edits };
  let lost = false;
  for (const { all } of failed) {
    if (all === undefined) continue;
    // Another window was faster: what it has left of all that is made anew.
    const { value, conflicts } = merged(all.before, all.after, shown(next), { wins: "theirs" });
    next = edited(next, value, { label: "" }, { before: shown(next), after: value });
    lost ||= conflicts.length > 0;
  }
  const refused = failed
    .filter(({ all }) => all === undefined)
    .map((edit) => ({ edit, reason: reasons.get(edit.seq) ?? UNANSWERED }));
  return { ...nothing(next), named, refused, lost };
}

/** The edits under way, made on another design. One that does not fit waits for the server's word. */
function rebased(confirmed: Design, edits: readonly OwnEdit[]): OwnEdit[] {
  let after = confirmed;
  return edits.map((edit) => {
    let fits = true;
    try {
      after = applied(after, edit.patch);
    } catch (error) {
      if (!(error instanceof PatchError)) throw error;
      fits = false;
    }
    return { ...edit, after, fits };
  });
}

/** Another document is opened. */
function another(sync: Sync, update: DocumentUpdate, whole: Design): Reception {
  return { ...nothing(from(sync, update, whole)), replaced: true };
}

/** The user has drawn before the server was heard of: that is made of what it has. */
function begunBefore(sync: Sync, update: DocumentUpdate, whole: Design): Reception {
  const { value } = merged(sync.confirmed, shown(sync), whole, { wins: "theirs" });
  return nothing(edited(from(sync, update, whole), value, { label: sync.edits[0]?.label ?? "" }));
}

/** The document as a whole, of revisions that the page has not heard of one by one. */
function caughtUp(sync: Sync, update: DocumentUpdate, whole: Design): Reception {
  const dealt = sync.edits.filter(({ seq }) => seq <= update.seq);
  const rest = sync.edits.filter(({ seq }) => seq > update.seq);
  const expected = dealt.at(-1)?.after ?? sync.confirmed;
  const meanwhile = difference(expected, whole);
  // The server refuses what is based on a revision that it has forgotten.
  const edits = rest.map((edit) =>
    meet(edit.patch, meanwhile) ? edit : { ...edit, base: Math.max(edit.base, update.rev) },
  );
  const { out } = sync;
  const start = { ...from(sync, update, whole), seq: update.seq, out };
  const known = { ...start, edits: rebased(whole, edits) };
  const ours = merged(sync.confirmed, expected, whole, { wins: "theirs" });
  const lost = ours.conflicts.length > 0 || difference(ours.value, whole).length > 0;
  return { ...nothing(known), lost, replaced: !sync.asked && meanwhile.length > 0 };
}

/** The server has begun again with what it had saved: the page makes of it what it has more. */
function begunAgain(sync: Sync, update: DocumentUpdate, whole: Design): Reception {
  const base = commonBase(sync, whole);
  const { value, conflicts } = merged(base, shown(sync), whole, { wins: "theirs" });
  const start = from(sync, update, whole);
  const next = edited(start, value, { label: "" }, { before: whole, after: value });
  return { ...nothing(next), lost: conflicts.length > 0 };
}

/** What both sides had: the newest revision that is what the server has, else what it saved last. */
function commonBase({ unsaved, confirmed }: Sync, whole: Design): Design {
  const same = unsaved.findLast(({ design }) => difference(design, whole).length === 0);
  return (same ?? unsaved[0])?.design ?? confirmed;
}

/** Begin with what the server has. */
function from(sync: Sync, update: DocumentUpdate, whole: Design): Sync {
  const { draft, epoch, rev } = update;
  // What was sent on this connection counts, also where it was of the document before.
  const seq = Math.max(update.seq, sync.out);
  const unsaved = [{ rev, design: whole }];
  const known = { draft, epoch, rev, seq, confirmed: whole, unsaved };
  return { ...sync, ...known, edits: [], out: seq, asked: false };
}

function nothing(sync: Sync): Reception {
  return { sync, replaced: false, named: [], refused: [], lost: false, again: false };
}

function again(sync: Sync): Reception {
  return { ...nothing({ ...sync, asked: true }), again: true };
}
