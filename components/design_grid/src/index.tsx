import { freshToken } from "../../shared/freshToken";
import { component } from "../../shared/mount";
import { DesignGrid } from "./DesignGrid";
import type { Act, GridData } from "./gridData";
import "./styles.css";

export default component<GridData>((data, { setTriggerValue }) => (
  <DesignGrid
    data={data}
    act={(what: Omit<Act, "id">) => setTriggerValue("act", { id: freshToken(), ...what })}
  />
));
