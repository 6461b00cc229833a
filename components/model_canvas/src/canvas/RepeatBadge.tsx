/** How many blocks one after another a node stands for. */

export function RepeatBadge({ times }: { times: number }) {
  return (
    <span className="repeat-badge" aria-hidden>
      × {times.toLocaleString("en-US")}
    </span>
  );
}
