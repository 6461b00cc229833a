/** In a page of somebody else's: which design this is, and the way to all of it. */

import { ExternalLink } from "lucide-react";
import { useCanvas } from "../store/StoreContext";

export function EmbedMark() {
  const name = useCanvas((state) => state.design.name);
  const withdrawn = useCanvas((state) => state.withdrawn);
  if (withdrawn) return null;
  return (
    <a className="embed-mark" href={wholePage(location.href)} target="_blank" rel="noopener">
      <span className="embed-name">{name}</span>
      <span className="embed-way">
        Open in Layerloom <ExternalLink size={12} aria-hidden />
      </span>
    </a>
  );
}

/** The address of a page without what makes it an embedded one. */
export function wholePage(address: string): string {
  const url = new URL(address);
  for (const name of ["embed", "embed_options"]) url.searchParams.delete(name);
  return url.href;
}
