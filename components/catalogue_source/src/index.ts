/** Takes the catalogue and the gallery off the page's data, once, for all components. */

import { bus } from "../../shared/bus";
import type { Catalogue, GalleryItem } from "../../shared/catalogue";
import type { ComponentArguments } from "../../shared/streamlit";

interface Data {
  catalogue: Catalogue;
  gallery: GalleryItem[];
}

export default function mount({ data }: ComponentArguments<Data>): void {
  bus().emit("catalogue", data);
}
