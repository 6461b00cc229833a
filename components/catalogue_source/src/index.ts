/** Receives the catalogue and the gallery from Python once, and hands them to all components. */

import { bus } from "../../shared/bus";
import { type GalleryItem, readCatalogue, readEntry, type Template } from "../../shared/catalogue";
import type { ComponentArguments } from "../../shared/streamlit";
import type { CatalogueJson, EntryJson } from "../../shared/types.gen";

interface Data {
  catalogue: CatalogueJson;
  gallery: GalleryItem[];
  template: Omit<Template, "entry"> & { entry: EntryJson };
}

export default function mount({ data: [data] }: ComponentArguments<Data>): void {
  bus().emit("catalogue", {
    catalogue: readCatalogue(data.catalogue),
    gallery: data.gallery,
    template: { ...data.template, entry: readEntry(data.template.entry) },
  });
}
