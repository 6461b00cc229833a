/**
 * What the server has sent of analysis and source, so that differences to it can be understood. One
 * that does not fit is asked for as a whole, and differences until that comes say nothing.
 */

import type { ReadingView } from "../../../shared/bus";
import type { Analysis } from "../../../shared/document";
import type {
  Again,
  AnalysisUpdate,
  Costs,
  CostUpdate,
  Reading,
  SourceCode,
  SourceUpdate,
} from "../../../shared/types.gen";
import { reuse } from "../view/reuse";
import { applied, type Patch, PatchError } from "./patch";
import { spliced } from "./sourceMirror";

export class Mirror {
  /** @param onLack Asks for the whole of something. */
  constructor(onLack: (what: Again["what"]) => void) {
    this.#onLack = onLack;
  }

  readonly #onLack: (what: Again["what"]) => void;
  readonly #lacking = new Set<Again["what"]>();
  #analysis: Analysis | null = null;
  #source: SourceCode | null = null;
  #costs: Costs | null = null;

  /** The analysis with what is new in it; null where that cannot be told. */
  analysis({ whole, patch }: AnalysisUpdate): Analysis | null {
    const found = this.#next("analysis", this.#analysis, whole, (before) =>
      patch ? applied(before, patch as Patch) : before,
    );
    if (found) this.#analysis = found;
    return found;
  }

  /** The source with what is new in it; null where there is none, undefined where that cannot be told. */
  source({ whole, patch, problem }: SourceUpdate): SourceCode | null | undefined {
    if (problem) return this.#source;
    const found = this.#next("source", this.#source, whole, (before) =>
      patch ? spliced(before, patch) : before,
    );
    if (found) this.#source = found;
    return found ?? undefined;
  }

  /** The costs with what is new in them; null where there are none, undefined where that cannot be told. */
  costs({ whole, patch, problem }: CostUpdate): Costs | null | undefined {
    if (problem) {
      this.#costs = null;
      return null;
    }
    const found = this.#next("cost", this.#costs, whole, (before) =>
      patch ? applied(before, patch as Patch) : before,
    );
    if (found) this.#costs = found;
    return found ?? undefined;
  }

  /** An answer with its analysis; without one where that cannot be told. */
  reading(reading: Reading): ReadingView {
    const { analysis: patch } = reading;
    const known = this.#analysis;
    const analysis =
      patch === null || known === null || this.#lacking.has("analysis")
        ? null
        : this.#tried("analysis", () => applied(known, patch as Patch));
    return { ...reading, analysis };
  }

  #next<T>(
    what: Again["what"],
    before: T | null,
    whole: T | undefined,
    change: (before: T) => T,
  ): T | null {
    if (whole !== undefined) {
      this.#lacking.delete(what);
      return reuse(before, whole);
    }
    if (this.#lacking.has(what)) return null;
    return this.#tried(what, () => {
      if (before === null) throw new PatchError("There is nothing to change");
      return change(before);
    });
  }

  #tried<T>(what: Again["what"], make: () => T): T | null {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof PatchError)) throw error;
      this.#lacking.add(what);
      this.#onLack(what);
      return null;
    }
  }
}
