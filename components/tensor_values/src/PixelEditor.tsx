/** A picture that is drawn with the pointer: the right button, or Alt, takes away. */

import { type PointerEvent, useEffect, useRef } from "react";
import { filled, painted } from "./editing";

interface Props {
  name: string;
  width: number;
  height: number;
  values: readonly (number | null)[];
  onDraw: (values: (number | null)[]) => void;
}

export function PixelEditor({ name, width, height, values, onDraw }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const current = useRef<(number | null)[]>([]);
  current.current = filled(values, width * height);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const image = context.createImageData(width, height);
    filled(values, width * height).forEach((value, place) => {
      image.data.set([213, 94, 0, 255 * Math.min(1, Math.max(0, value ?? 0))], place * 4);
    });
    context.putImageData(image, 0, 0);
  }, [values, width, height]);
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const x = Math.floor(((event.clientX - box.left) / box.width) * width);
    const y = Math.floor(((event.clientY - box.top) / box.height) * height);
    const ink = event.altKey || event.buttons === 2 ? 0 : 1;
    current.current = painted(current.current, width, { x, y }, ink);
    onDraw(current.current);
  };
  return (
    <div className="pixel-editor">
      <canvas
        ref={canvas}
        width={width}
        height={height}
        role="img"
        aria-label={`Draw ${name}: ${height} × ${width} pixels`}
        title="Draw here; the right button takes away"
        style={{ aspectRatio: `${width} / ${height}` }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          draw(event);
        }}
        onPointerMove={draw}
        onContextMenu={(event) => event.preventDefault()}
      />
      <button type="button" onClick={() => onDraw(filled([], width * height))}>
        Clear
      </button>
    </div>
  );
}
