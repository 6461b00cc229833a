import { component } from "../../shared/mount";
import { CodeView, type CodeViewData } from "./CodeView";
import "./styles.css";

export default component<CodeViewData>((data, { setTriggerValue }) => (
  <CodeView
    {...data}
    onStyle={(style) => setTriggerValue("style", style)}
    onFold={(fold) => setTriggerValue("fold", fold)}
    onEdited={(edited) => setTriggerValue("edited", edited)}
  />
));
