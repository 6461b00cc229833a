/**
 * Categories of the catalogue in colour and sign.
 *
 * Colours are Okabe and Ito's palette for colour-blind readers (Color Universal Design, 2008), given
 * as CSS variables in `theme.css`; since it has eight and there are more categories, and since
 * colour alone says nothing to some, each category has an icon of its own.
 */

import {
  Activity,
  AlignVerticalSpaceAround,
  Box,
  Boxes,
  Eye,
  Grid3x3,
  Layers,
  LogIn,
  type LucideIcon,
  Merge,
  Minimize2,
  Repeat,
  Scaling,
  ShieldHalf,
  Sigma,
  SlidersHorizontal,
  Square,
} from "lucide-react";

interface Sign {
  label: string;
  Icon: LucideIcon;
}

/** In the order of the palette. */
export const CATEGORIES = {
  input: { label: "Input", Icon: LogIn },
  core: { label: "Core", Icon: Layers },
  merge: { label: "Merge", Icon: Merge },
  convolution: { label: "Convolution", Icon: Grid3x3 },
  pooling: { label: "Pooling", Icon: Minimize2 },
  normalization: { label: "Normalization", Icon: AlignVerticalSpaceAround },
  regularization: { label: "Regularization", Icon: ShieldHalf },
  activation: { label: "Activation", Icon: Activity },
  recurrent: { label: "Recurrent", Icon: Repeat },
  attention: { label: "Attention", Icon: Eye },
  reshaping: { label: "Reshaping", Icon: Scaling },
  preprocessing: { label: "Preprocessing", Icon: SlidersHorizontal },
  block: { label: "Blocks", Icon: Box },
  application: { label: "Applications", Icon: Boxes },
  op: { label: "Operations", Icon: Sigma },
  other: { label: "Other", Icon: Square },
} satisfies Record<string, Sign>;

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

/** The category's sign on a tile of its colour. */
export function CategoryIcon({ category, size = 20 }: { category: Category; size?: number }) {
  const { Icon, label } = CATEGORIES[category];
  return (
    <span
      className="category-icon"
      data-category={category}
      style={{ width: size, height: size }}
      title={label}
    >
      <Icon size={Math.round(size * 0.7)} strokeWidth={2} aria-hidden />
    </span>
  );
}
