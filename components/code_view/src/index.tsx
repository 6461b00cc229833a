import { lazy, Suspense } from "react";
import { component } from "../../shared/mount";
import type { CodeViewData } from "./CodeView";
import { designIsThere } from "./designIsThere";
import type { LayerCodeData } from "./LayerCode";
import "./styles.css";

type Data = ({ of: "model" } & CodeViewData) | ({ of: "layers" } & LayerCodeData);

// CodeMirror is most of this bundle: it comes after the canvas beside it, which it would hold up.
const CodeView = lazy(async () => {
  await designIsThere();
  return { default: (await import("./CodeView")).CodeView };
});
const LayerCode = lazy(async () => ({ default: (await import("./LayerCode")).LayerCode }));

export default component<Data>((data, { setTriggerValue }) => (
  <Suspense fallback={null}>
    {data.of === "layers" ? (
      <LayerCode {...data} onEdited={(edited) => setTriggerValue("edited", edited)} />
    ) : (
      <CodeView {...data} />
    )}
  </Suspense>
));
