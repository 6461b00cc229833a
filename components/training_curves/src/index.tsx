import { freshToken } from "../../shared/freshToken";
import { component } from "../../shared/mount";
import { eventsAddress } from "./address";
import { type CurvesData, TrainingCurves } from "./TrainingCurves";
import "uplot/dist/uPlot.min.css";
import "./styles.css";

const address = eventsAddress(import.meta.url);

export default component<CurvesData>((data, { parentElement, setTriggerValue }) => (
  <TrainingCurves
    {...data}
    address={address}
    themed={parentElement instanceof ShadowRoot ? parentElement.host : parentElement}
    onState={(run, state) => setTriggerValue("news", { id: freshToken(), run, state })}
  />
));
