/** Fetches the catalogue, the gallery's menu, ready blocks and a template, and hands them to the page. */

import { bus } from "../../shared/bus";
import {
  type GalleryItem,
  type ReadyBlock,
  readCatalogue,
  readEntry,
  type Template,
} from "../../shared/catalogue";
import type { CatalogueJson, EntryJson } from "../../shared/types.gen";

interface Content {
  catalogue: CatalogueJson;
  gallery: GalleryItem[];
  blocks: ReadyBlock[];
  template: Omit<Template, "entry"> & { entry: EntryJson };
}

/** The page names the newest one in a link with this id, see `app/serving/first_page.py`. */
const LINK = "layerloom-catalogue";

/** Before this, in a bundle's address, stands the app's own; see `app/serving/base_path.py`. */
const BUNDLES = "/_stcore/";

const AGAIN_MS = 1000;

/**
 * Fetch it and tell the page, which may take some tries while the server starts.
 *
 * @param bundle The address that this code was fetched from.
 */
export async function announceCatalogue(bundle: string): Promise<void> {
  const address = addressOf(bundle);
  if (address === null) return;
  for (;;) {
    try {
      const answer = await fetch(address);
      if (answer.ok) return announce((await answer.json()) as Content);
    } catch {
      // The connection is lost: Streamlit's page says so.
    }
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
}

function announce({ catalogue, gallery, blocks, template }: Content): void {
  bus().emit("catalogue", {
    catalogue: readCatalogue(catalogue),
    gallery,
    blocks,
    template: { ...template, entry: readEntry(template.entry) },
  });
}

/** Where it is; null where no app of ours serves the bundle. */
function addressOf(bundle: string): string | null {
  const link = document.getElementById(LINK);
  if (link instanceof HTMLLinkElement) return link.href;
  const end = bundle.indexOf(BUNDLES);
  return end < 0 ? null : `${bundle.slice(0, end)}/layerloom/catalogue.json`;
}
