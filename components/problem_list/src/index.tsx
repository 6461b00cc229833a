import { component } from "../../shared/mount";
import { ProblemList, type ProblemListData } from "./ProblemList";
import "./styles.css";

export default component<ProblemListData>((data) => <ProblemList {...data} />);
