import { component } from "../../shared/mount";
import { CodeView, type CodeViewData } from "./CodeView";
import { LayerCode, type LayerCodeData } from "./LayerCode";
import type { Edited } from "./useDraft";
import "./styles.css";

type Data = ({ of: "model" } & CodeViewData) | ({ of: "layers" } & LayerCodeData);

export default component<Data>((data, { setTriggerValue }) => {
  const onEdited = (edited: Edited) => setTriggerValue("edited", edited);
  if (data.of === "layers") return <LayerCode {...data} onEdited={onEdited} />;
  return (
    <CodeView
      {...data}
      onStyle={(style) => setTriggerValue("style", style)}
      onFold={(fold) => setTriggerValue("fold", fold)}
      onEdited={onEdited}
    />
  );
});
