/** A picture as pixels. */

/** Pixels for each unit of the drawing: sharp on a slide, and in print. */
const SCALE = 2;

/** What browsers draw on at most, and some pixels less. */
const MOST = { side: 16_000, all: 120_000_000 };

/** How many pixels each unit gets, so that the browser can draw it. */
export function scaleOf(width: number, height: number): number {
  const side = MOST.side / Math.max(width, height);
  return Math.min(SCALE, side, Math.sqrt(MOST.all / (width * height)));
}

/**
 * The PNG of an SVG document.
 *
 * @throws Error If the browser cannot draw it.
 */
export async function pngOf(svg: string, width: number, height: number): Promise<Blob> {
  const scale = scaleOf(width, height);
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.floor(width * scale));
  canvas.height = Math.max(1, Math.floor(height * scale));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (blob === null) throw new Error("The browser has no room for a picture of this size.");
  return blob;
}
