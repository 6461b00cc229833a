/** `Plot`: curves on a canvas, drawn by uPlot. */

import uPlot from "uplot";
import type { Ink } from "./ink";
import { type Curve, thinned } from "./thinning";
import { figure } from "./wording";

export interface Line {
  colour: string;
  dashed: boolean;
  /** Behind the others, as what a smoothed line was made of. */
  faint: boolean;
  /** With a dot at each point: few points make no line. */
  dots: boolean;
  curve: Curve;
}

export type Range = [from: number, to: number];

export interface PlotWants {
  /** The pointer is at a place, or has left. */
  hover: (x: number | null) => void;
  /** A part is to be shown; null for all. */
  zoom: (range: Range | null) => void;
}

const HEIGHT = 170;

export class Plot {
  readonly #host: HTMLElement;
  readonly #ink: Ink;
  readonly #wants: PlotWants;
  #plot: uPlot | null = null;
  #made = "";
  #told = false;

  constructor(host: HTMLElement, ink: Ink, wants: PlotWants) {
    this.#host = host;
    this.#ink = ink;
    this.#wants = wants;
  }

  /**
   * Draw lines.
   *
   * @param lines Theirs is the order in which they lie over each other.
   * @param range The part that is shown, in epochs.
   * @param log Whether values stand by their powers of ten; those at 0 and below are left out.
   */
  draw(lines: readonly Line[], range: Range, log: boolean): void {
    const begun = performance.now();
    const width = Math.max(120, Math.floor(this.#host.clientWidth));
    const tables = lines.map(({ curve }) => {
      const { x, y } = thinned(curve, range[0], range[1], width);
      return [x, log ? Array.from(y, (value) => (value > 0 ? value : null)) : y];
    });
    const data = (
      tables.length > 1
        ? uPlot.join(tables as uPlot.AlignedData[])
        : (tables[0] ?? [new Float64Array(0)])
    ) as uPlot.AlignedData;
    const plot = this.#of(lines, log, width);
    plot.batch(() => {
      if (plot.width !== width) plot.setSize({ width, height: HEIGHT });
      plot.setData(data, false);
      plot.setScale("x", { min: range[0], max: range[1] });
    });
    performance.measure("curves drawn", { start: begun, end: performance.now() });
  }

  /** Put the line that marks a place there; null takes it away. */
  mark(x: number | null): void {
    const plot = this.#plot;
    if (plot === null) return;
    const left = x === null ? -10 : plot.valToPos(x, "x");
    this.#told = true;
    plot.setCursor({ left, top: x === null ? -10 : 0 });
    this.#told = false;
  }

  destroy(): void {
    this.#plot?.destroy();
    this.#plot = null;
    this.#made = "";
  }

  /** The chart of such lines; it is made anew where they are others than before. */
  #of(lines: readonly Line[], log: boolean, width: number): uPlot {
    const wanted = JSON.stringify([log, lines.map(({ curve: _, ...look }) => look)]);
    if (this.#plot === null || this.#made !== wanted) {
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(lines, log, width), undefined, this.#host);
      this.#made = wanted;
    }
    return this.#plot;
  }

  #options(lines: readonly Line[], log: boolean, width: number): uPlot.Options {
    const { text, grid, font } = this.#ink;
    const axis = { stroke: text, font, grid: { stroke: grid, width: 1 }, ticks: { show: false } };
    return {
      width,
      height: HEIGHT,
      padding: [8, 16, 0, 0],
      legend: { show: false },
      scales: { x: { time: false }, y: log ? { distr: 3 } : {} },
      axes: [
        { ...axis, size: 24, gap: 4 },
        {
          ...axis,
          size: 54,
          gap: 4,
          values: (_plot, ticks) => ticks.map((tick) => (tick === null ? "" : figure(tick))),
        },
      ],
      series: [
        {},
        ...lines.map(
          ({ colour, dashed, faint, dots }): uPlot.Series => ({
            stroke: faint ? `${colour}50` : colour,
            width: faint ? 1 : 1.75,
            ...(dashed ? { dash: [6, 4] } : {}),
            points: dots ? { show: true, size: 5, fill: colour } : { show: false },
            spanGaps: true,
          }),
        ),
      ],
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false },
        bind: {
          dblclick: () => () => {
            this.#wants.zoom(null);
            return null;
          },
        },
      },
      hooks: {
        setCursor: [
          (plot) => {
            if (this.#told) return;
            const left = plot.cursor.left ?? -1;
            this.#wants.hover(left < 0 ? null : plot.posToVal(left, "x"));
          },
        ],
        setSelect: [
          (plot) => {
            const { left, width: wide } = plot.select;
            if (wide < 4) return;
            plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            this.#wants.zoom([plot.posToVal(left, "x"), plot.posToVal(left + wide, "x")]);
          },
        ],
      },
    };
  }
}
