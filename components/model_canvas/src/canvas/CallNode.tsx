/** The React Flow node of one call. */

import type { Node, NodeProps } from "@xyflow/react";
import { CodeXml, Lock } from "lucide-react";
import { memo } from "react";
import { lookup } from "../../../shared/document";
import { useCanvas } from "../store/StoreContext";
import { type Ui, useUi } from "../store/uiStore";
import { CategoryIcon } from "../ui/CategoryIcon";
import { colourOf } from "../view/category";
import { type NodeView, sharingText } from "../view/nodeView";
import type { Sharing } from "../view/sharing";
import { isTaught } from "../view/taught";
import { type Detail, useDetail } from "./detail";
import { LensBar, lensStyle } from "./LensBar";
import { NodeTools } from "./NodeTools";
import { Port } from "./Port";
import { ProblemCallout } from "./ProblemCallout";
import { RenameField } from "./RenameField";
import { RepeatBadge } from "./RepeatBadge";
import { SharedLabel } from "./SharedLabel";
import { useLensed } from "./useLensed";

export type CallFlowNode = Node<{ view: NodeView }, "call">;

/** Up to this many characters of shape and count leave room for a unit. */
const ROOMY = 19;

export const CallNode = memo(function CallNode({ data, selected }: NodeProps<CallFlowNode>) {
  const { view } = data;
  const detail = useDetail();
  const far = detail !== "full";
  const attention = useUi((ui) => attentionOf(ui, view));
  const mark = useCanvas(
    ({ preview, graph }) => preview && lookup(lookup(preview.nodes, graph) ?? {}, view.id),
  );
  const taught = useCanvas((state) => isTaught(state.taught, view.name));
  const renaming = useUi((ui) => ui.renaming === view.id);
  const seen = useLensed(view.id);
  const worst = view.problems.find(({ severity }) => severity !== "advice")?.severity ?? "";
  const classes = ["call", `form-${view.form}`, `state-${view.state}`, attention];
  if (worst) classes.push(`has-${worst}`);
  if (view.unused) classes.push("is-unused");
  if (view.inside) classes.push("is-repeated", `frame-${view.color}`);
  if (view.repeat > 1) classes.push("is-repeated");
  if (view.custom) classes.push("is-custom");
  if (view.placeholder) classes.push("is-placeholder");
  if (mark) classes.push(`preview-${mark}`);
  if (taught) classes.push("is-taught");
  if (seen) classes.push("is-lensed");
  return (
    <div
      className={classes.filter(Boolean).join(" ")}
      style={{ "--category": colourOf(view.category), ...lensStyle(seen) } as React.CSSProperties}
      data-band={view.sharing?.band === undefined ? undefined : view.sharing.band % 4}
      title={seen ? `${tooltip(view)}\n${seen.title}` : tooltip(view)}
    >
      <div className="call-box">
        {far ? <FarText view={view} detail={detail} /> : <Text view={view} figure={seen?.text} />}
        <LensBar seen={seen} />
      </div>
      {detail !== "sketch" && <Ports view={view} />}
      {!far && <PortLabels view={view} />}
      {view.pills.map((pill) => (
        <span
          key={pill.index}
          className="output-pill"
          style={{ left: view.outputs[pill.index]?.x ?? view.width / 2, top: view.height }}
        >
          {pill.label}
        </span>
      ))}
      {view.repeat > 1 && detail !== "sketch" && <RepeatBadge times={view.repeat} />}
      {view.sharing && !far && <SharedLabel sharing={view.sharing} name={view.name} />}
      {mark && <span className="preview-mark">{mark === "added" ? "new" : mark}</span>}
      {selected && !far && <NodeTools view={view} />}
      {renaming && <RenameField view={view} />}
      {!far && <ProblemCallout view={view} selected={selected} />}
    </div>
  );
});

/** Its part in what the user is doing, as classes: connecting, hovering, looking for it. */
function attentionOf(
  { connecting, twins, pointed }: Ui,
  { id, operation, holds, inside }: NodeView,
) {
  const classes = [];
  const calls = inside ?? [id];
  if (connecting) {
    const possible = calls.some((call) => connecting.possible.has(call));
    classes.push(possible ? "can-connect" : "cannot-connect");
    if (calls.includes(connecting.from.node)) classes.push("connecting-from");
  }
  if (twins !== null && (twins === operation || holds.includes(twins))) classes.push("is-twin");
  if (calls.some((call) => pointed.has(call))) classes.push("is-pointed");
  return classes.join(" ");
}

function Ports({ view }: { view: NodeView }) {
  return (
    <>
      {view.inputs.map((port) => (
        <Port
          key={port.id}
          node={view.id}
          id={port.id}
          kind="target"
          side={port.side}
          x={port.x}
          y={port.y}
          label={`Input ${port.label} of ${view.name}${port.filled ? ", connected" : ""}`}
          title={port.help ? `${port.label}: ${port.help}` : port.label}
          className={portClass(port)}
        />
      ))}
      {view.outputs.map((port) => (
        <Port
          key={port.id}
          node={view.id}
          id={port.id}
          kind="source"
          side="bottom"
          x={port.x}
          y={port.y}
          label={
            view.outputs.length === 1
              ? `Output of ${view.name}`
              : `Output ${port.index + 1} of ${view.outputs.length} of ${view.name}`
          }
          title={port.label ? `output ${port.label}` : "output"}
        />
      ))}
    </>
  );
}

/** @param figure What the lens shows in the place of the number of parameters. */
function Text({ view, figure }: { view: NodeView; figure: string | undefined }) {
  const { category, title, name, nameAt, summary, sharing, frozen, form, custom } = view;
  const [shape, more] = [view.shapes[0] ?? "", view.shapes.length - 1];
  return (
    <>
      <div className="call-first">
        <CategoryIcon category={category} />
        <span className="call-title">{form === "input" ? name : title}</span>
        {nameAt === "first" && form !== "input" && <span className="call-name">{name}</span>}
        {custom && (
          <span className="call-custom" title="Its code is kept in this design">
            <CodeXml size={13} aria-label="code kept" />
          </span>
        )}
        {frozen && <Lock className="call-frozen" size={13} aria-label="frozen" />}
        {summary === "" && sharing && <CallCount sharing={sharing} />}
      </div>
      {summary && (
        <div className="call-second">
          <span className="call-summary">{summary}</span>
          {sharing && <CallCount sharing={sharing} />}
        </div>
      )}
      <div className="call-last">
        <span className="call-shape">
          {shape || (view.state === "pending" ? "…" : "?")}
          {more > 0 && <span className="call-more"> +{more}</span>}
        </span>
        {figure !== undefined && <span className="call-params lens-figure">{figure}</span>}
        {figure === undefined && view.params && (
          <span className="call-params">
            {view.params}
            {!view.params.endsWith("shared") && shape.length + view.params.length < ROOMY && (
              <span className="call-unit"> params</span>
            )}
          </span>
        )}
      </div>
    </>
  );
}

function CallCount({ sharing }: { sharing: Sharing }) {
  if (sharing.calls === 1) return null;
  return (
    <span className="call-sharing">
      call {sharing.call} of {sharing.calls}
    </span>
  );
}

/** In a sketch nothing is cut off at a node's border, which takes long to draw. */
const SHORT = 15;

function FarText({ view, detail }: { view: NodeView; detail: Detail }) {
  const text = view.form === "input" ? view.name : view.title;
  const long = detail === "sketch" && text.length > SHORT;
  return <div className="call-far">{long ? `${text.slice(0, SHORT - 1)}…` : text}</div>;
}

/** Names at the ports of a node that has several; those of optional ones stand beside the node. */
function PortLabels({ view }: { view: NodeView }) {
  return (
    <>
      {view.inputs
        .filter((port) => (port.side === "top" ? view.labelled && !port.hidden : true))
        .map((port) => (
          <span
            key={port.id}
            className={`port-label port-label-${port.side} ${portClass(port)}`}
            style={{ left: port.x, top: port.y }}
            aria-hidden
          >
            {port.label}
          </span>
        ))}
    </>
  );
}

function portClass(port: NodeView["inputs"][number]): string {
  const classes = [];
  if (port.filled) classes.push("is-filled");
  if (port.hidden) classes.push("is-hidden");
  if (port.advanced) classes.push("is-advanced");
  if (!port.filled && port.required) classes.push("is-open");
  return classes.join(" ");
}

function tooltip({ title, name, summary, shapes, params, sharing, repeat }: NodeView): string {
  const lines = [`${title} "${name}"`];
  if (repeat > 1) lines.push(`${repeat} times one after another, each with its own weights`);
  if (summary) lines.push(summary);
  if (shapes.length > 0) lines.push(`output ${shapes.join(", ")}`);
  if (params) lines.push(params === "shared" ? "parameters shared" : `${params} parameters`);
  if (sharing) lines.push(...sharingText(sharing));
  return lines.join("\n");
}
