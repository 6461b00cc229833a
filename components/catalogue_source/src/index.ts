/** Receives the catalogue and the gallery from Python once, and hands them to all components. */

import { bus } from "../../shared/bus";
import { type GalleryItem, readCatalogue } from "../../shared/catalogue";
import type { ComponentArguments } from "../../shared/streamlit";
import type { CatalogueJson } from "../../shared/types.gen";

interface Data {
  catalogue: CatalogueJson;
  gallery: GalleryItem[];
}

export default function mount({ data: [data] }: ComponentArguments<Data>): void {
  bus().emit("catalogue", { catalogue: readCatalogue(data.catalogue), gallery: data.gallery });
}
