/** Colours of the page's theme, as a canvas takes them. */

/** Okabe and Ito's, which every eye tells apart, in a shade for light and one for dark ground. */
const LIGHT = ["#0072B2", "#D55E00", "#009E73", "#B4578E", "#8A6D00", "#5B6573"];
const DARK = ["#56B4E9", "#F08A3C", "#3CC79C", "#DE8FC0", "#E0B040", "#9AA5B4"];

export interface Ink {
  text: string;
  grid: string;
  font: string;
  runs: readonly string[];
}

/** What the theme says at an element. */
export function inkAt(element: Element): Ink {
  const style = getComputedStyle(element);
  const own = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const dark = isDark(own("--st-background-color", "#ffffff"));
  return {
    text: own("--st-text-color", dark ? "#e6eaf0" : "#1a2029"),
    grid: dark ? "#ffffff1f" : "#0000001a",
    font: `12px ${own("--st-font", "sans-serif")}`,
    runs: dark ? DARK : LIGHT,
  };
}

/** Whether a colour, `#rrggbb` or `rgb(…)`, is nearer to black than to white. */
export function isDark(colour: string): boolean {
  const parts = colour.startsWith("#")
    ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/[\d.]+/g) ?? []).map(Number);
  const [red = 255, green = 255, blue = 255] = parts;
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
}
