import { component } from "../../shared/mount";
import { CodeView, type CodeViewData } from "./CodeView";
import { LayerCode, type LayerCodeData } from "./LayerCode";
import "./styles.css";

type Data = ({ of: "model" } & CodeViewData) | ({ of: "layers" } & LayerCodeData);

export default component<Data>((data, { setTriggerValue }) =>
  data.of === "layers" ? (
    <LayerCode {...data} onEdited={(edited) => setTriggerValue("edited", edited)} />
  ) : (
    <CodeView {...data} />
  ),
);
