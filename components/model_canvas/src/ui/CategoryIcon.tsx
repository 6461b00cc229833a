/** The icons of the catalogue's categories. */

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
  Puzzle,
  Repeat,
  Scaling,
  ShieldHalf,
  Sigma,
  SlidersHorizontal,
  Square,
} from "lucide-react";
import { CATEGORIES, type Category } from "../view/category";

const ICONS: Record<Category, LucideIcon> = {
  input: LogIn,
  core: Layers,
  merge: Merge,
  convolution: Grid3x3,
  pooling: Minimize2,
  normalization: AlignVerticalSpaceAround,
  regularization: ShieldHalf,
  activation: Activity,
  recurrent: Repeat,
  attention: Eye,
  reshaping: Scaling,
  preprocessing: SlidersHorizontal,
  custom: Puzzle,
  block: Box,
  application: Boxes,
  op: Sigma,
  other: Square,
};

/** The category's sign on a tile of its colour. */
export function CategoryIcon({ category, size = 20 }: { category: Category; size?: number }) {
  const Icon = ICONS[category];
  return (
    <span
      className="category-icon"
      data-category={category}
      style={{ width: size, height: size }}
      title={CATEGORIES[category]}
    >
      <Icon size={Math.round(size * 0.7)} strokeWidth={2} aria-hidden />
    </span>
  );
}
