/** Printing a picture, on one page of its own size: the browser's dialog makes a PDF of it, too. */

/** Pixels of CSS to an inch. */
const INCH = 96;

/** The longest side that a page of a PDF may have, in inches. */
const LONGEST = 200;

/** The page that holds the picture. */
export function printedPage(svg: string, title: string, width: number, height: number): string {
  const scale = Math.min(1, (LONGEST * INCH) / Math.max(width, height));
  const [across, down] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  return (
    `<!doctype html><meta charset="utf-8"><title>${title.replace(/[&<]/g, " ")}</title>` +
    `<style>@page{size:${across}px ${down}px;margin:0}html,body{margin:0}` +
    `svg{display:block;width:${across}px;height:${down}px}` +
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}</style>" +
    svg
  );
}

/** Open the browser's dialog for it. */
export function print(page: string): void {
  const frame = document.createElement("iframe");
  frame.style.cssText = "position:fixed;width:0;height:0;border:0;visibility:hidden";
  frame.title = "The drawing, for printing";
  frame.srcdoc = page;
  frame.addEventListener("load", () => {
    const { contentWindow } = frame;
    contentWindow?.addEventListener("afterprint", () => frame.remove());
    contentWindow?.print();
  });
  document.body.append(frame);
}
