/** The question when a tensor goes to a port that is taken: nothing is replaced silently. */

import { graphOf } from "../../../shared/document";
import { combine, replace } from "../actions/connecting";
import { operationName, operationOf } from "../document/graphAccess";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { type Question, useUi, useUiStore } from "../store/uiStore";
import { Menu } from "../ui/Menu";

const MERGES = ["keras.layers.Concatenate", "keras.layers.Add", "keras.layers.Multiply"];

export function OccupiedMenu() {
  const question = useUi((ui) => ui.question);
  return question && <Asked question={question} />;
}

function Asked({ question }: { question: Question }) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const catalogue = useCanvas((state) => state.catalogue);
  const graph = useCanvas((state) => graphOf(state.design, state.graph));
  const target = graph && operationOf(graph, question.target);
  const close = () => ui.setState({ question: null });
  const merges = MERGES.map((path) => catalogue?.find(path)).filter((entry) => entry !== undefined);
  const answers = [
    {
      id: "replace",
      title: "Replace what is connected",
      act: () => replace(store, question),
    },
    ...merges.map((entry) => ({
      id: entry.path,
      title: `Take both, through ${entry.name}`,
      act: () => combine(store, question, entry.path),
    })),
    { id: "leave", title: "Leave it as it is", act: close },
  ];
  return (
    <Menu
      label="This input is taken"
      heading={`This input of ${target ? operationName(target) : "the node"} is taken.`}
      groups={[answers]}
      at={{ x: question.at.x - 116, y: question.at.y + 10 }}
      onClose={close}
    />
  );
}
