/**
 * Categories of the catalogue, with their colours.
 *
 * Colours are Okabe and Ito's palette for colour-blind readers (Color Universal Design, 2008), given
 * as CSS variables in `theme.css`; since it has eight and there are more categories, and since
 * colour alone says nothing to some, each category has an icon too (`ui/CategoryIcon`).
 */

/** Their titles, in the order of the palette. */
export const CATEGORIES = {
  input: "Input",
  core: "Core",
  merge: "Merge",
  convolution: "Convolution",
  pooling: "Pooling",
  normalization: "Normalization",
  regularization: "Regularization",
  activation: "Activation",
  recurrent: "Recurrent",
  attention: "Attention",
  reshaping: "Reshaping",
  preprocessing: "Preprocessing",
  custom: "Custom",
  block: "Blocks",
  application: "Applications",
  op: "Operations",
  other: "Other",
} as const;

export type Category = keyof typeof CATEGORIES;

/** The category of an entry; one that Keras added since is "other". */
export function categoryOf(entry: { kind: string; category: string } | undefined): Category {
  if (entry === undefined) return "other";
  if (entry.kind === "input") return "input";
  return Object.hasOwn(CATEGORIES, entry.category) ? (entry.category as Category) : "other";
}

/** The CSS value of a category's colour. */
export function colourOf(category: Category): string {
  return `var(--category-${category})`;
}
