/** A tile of a tensor's picture, drawn on a canvas of as many pixels as it has. */

import { memo, useEffect, useMemo, useRef } from "react";
import { bytesOf, coloured } from "./pixels";
import type { Pixels } from "./types.gen";

interface Props {
  pixels: Pixels;
  tile?: number;
  /** What it shows, for whoever cannot see it; without, it says nothing. */
  label?: string;
}

export const HeatMap = memo(function HeatMap({ pixels, tile = 0, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const bytes = useMemo(() => bytesOf(pixels), [pixels]);
  const { width, height } = pixels;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const image = context.createImageData(width, height);
    image.data.set(coloured(pixels, bytes, tile));
    context.putImageData(image, 0, 0);
  }, [pixels, bytes, tile, width, height]);
  return (
    <canvas
      ref={canvas}
      className="heat-map"
      width={width}
      height={height}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    />
  );
});
