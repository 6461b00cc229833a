import { component } from "../../shared/mount";
import "./styles.css";
import { type ValuesData, ValuesPanel } from "./ValuesPanel";

export default component<ValuesData>((data) => <ValuesPanel {...data} />);
