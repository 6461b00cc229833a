/** What is under the pointer. */

/** How far beside an edge one may be and mean it, in pixels of the screen. */
const NEAR = 12;

const AROUND: [number, number][] = [0, NEAR / 2, NEAR].flatMap((far): [number, number][] =>
  far === 0
    ? [[0, 0]]
    : [
        [far, 0],
        [-far, 0],
        [0, far],
        [0, -far],
      ],
);

/** All elements of a canvas at a point of the window, the uppermost first. */
export function elementsAt(frame: HTMLElement | null, x: number, y: number): Element[] {
  const root = frame?.getRootNode() as Document | ShadowRoot | undefined;
  return root?.elementsFromPoint(x, y).filter((element) => frame?.contains(element)) ?? [];
}

/** The id of the edge at, or close to, a point of the window that no node covers. */
export function edgeAt(frame: HTMLElement | null, x: number, y: number): string | null {
  for (const [dx, dy] of AROUND) {
    const hit = elementsAt(frame, x + dx, y + dy);
    if (dx === 0 && dy === 0 && hit.some((one) => one.closest(".react-flow__node"))) return null;
    const edge = hit.map((one) => one.closest(".react-flow__edge")).find(Boolean);
    if (edge) return edge.getAttribute("data-id");
  }
  return null;
}
