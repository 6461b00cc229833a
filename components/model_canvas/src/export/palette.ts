/** The colours of a picture, read from the canvas' own style sheet: there is one theme, not two. */

import { CATEGORIES, type Category, colourOf } from "../view/category";

export type Tone = "light" | "dark";

/** Colours as `#rrggbb`, which every program understands. */
export interface Palette {
  background: string;
  text: string;
  quiet: string;
  line: string;
  /** Of a category: a node's border, and what is inside. */
  border(category: Category): string;
  fill(category: Category): string;
  plain(category: Category): string;
  /** Of a frame or comment: its border, what is inside, and its title. */
  paper(color: string): { border: string; fill: string; strong: string; text: string };
  band(number: number): string;
  error: string;
  warning: string;
}

/** What Streamlit's themes say, for a picture in the theme that is not on. */
const THEMES: Record<Tone, Record<string, string>> = {
  light: {
    "--st-background-color": "#ffffff",
    "--st-secondary-background-color": "#f3f5f8",
    "--st-text-color": "#1d2430",
  },
  dark: {
    "--st-background-color": "#0e1117",
    "--st-secondary-background-color": "#262730",
    "--st-text-color": "#fafafa",
  },
};

/**
 * The palette of a theme.
 *
 * @param host An element within the canvas, whose style sheet is asked.
 */
export function paletteOf(tone: Tone, host: Element): Palette {
  const probe = document.createElement("div");
  probe.className = "layerloom";
  // It must not be seen, and need not be laid out.
  probe.style.cssText = "position:absolute;width:0;height:0;overflow:hidden;visibility:hidden";
  for (const [name, value] of Object.entries(THEMES[tone])) probe.style.setProperty(name, value);
  const root = host.getRootNode();
  (root instanceof ShadowRoot ? root : document.body).append(probe);
  const known = new Map<string, string>();
  const read = (colour: string, paper?: string): string => {
    const key = `${paper} ${colour}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const element = document.createElement("span");
    if (paper !== undefined) element.dataset.color = paper;
    element.style.color = colour;
    probe.append(element);
    const hex = hexOf(getComputedStyle(element).color);
    element.remove();
    known.set(key, hex);
    return hex;
  };
  const mixed = (colour: string, part: number, other = "var(--bg)") =>
    `color-mix(in srgb, ${colour} ${part}%, ${other})`;
  const categories = Object.keys(CATEGORIES) as Category[];
  const all = <T>(each: (category: Category) => T) =>
    Object.fromEntries(categories.map((one) => [one, each(one)])) as Record<Category, T>;
  const borders = all((one) => read(mixed(colourOf(one), 72, "var(--fg)")));
  const fills = all((one) => read(mixed(colourOf(one), 9)));
  const plains = all((one) => read(colourOf(one)));
  const papers = new Map(
    PAPERS.map((color) => [
      color,
      {
        border: read(mixed("var(--paper)", 55), color),
        fill: read(mixed("var(--paper)", 9), color),
        strong: read(mixed("var(--paper)", 22), color),
        text: read(mixed("var(--paper)", 45, "var(--fg)"), color),
      },
    ]),
  );
  const bands = [0, 1, 2, 3].map((number) => read(`var(--band-${number})`));
  const palette: Palette = {
    background: read("var(--bg)"),
    text: read("var(--fg)"),
    quiet: read("var(--fg-2)"),
    line: read("var(--line-2)"),
    border: (category) => borders[category],
    fill: (category) => fills[category],
    plain: (category) => plains[category],
    paper: (color) => papers.get(color) ?? (papers.get("gray") as ReturnType<Palette["paper"]>),
    band: (number) => bands[number % 4] as string,
    error: read("var(--error)"),
    warning: read("var(--warning)"),
  };
  probe.remove();
  return palette;
}

const PAPERS = ["gray", "blue", "green", "yellow", "orange", "red", "purple", "pink"];

/** `#rrggbb` of what a browser says of a colour: `rgb(1, 2, 3)`, or `color(srgb 0.1 0.2 0.3)`. */
export function hexOf(computed: string): string {
  const numbers = computed.match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [];
  const scale = computed.startsWith("color(") ? 255 : 1;
  const [red = 0, green = 0, blue = 0] = numbers.slice(0, 3);
  const two = (value: number) =>
    Math.round(Math.min(255, Math.max(0, value * scale)))
      .toString(16)
      .padStart(2, "0");
  return `#${two(red)}${two(green)}${two(blue)}`;
}
