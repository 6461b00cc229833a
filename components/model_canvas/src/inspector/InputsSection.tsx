/** The tensors that a call takes: from where, in what order; also the way to connect by keyboard. */

import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useId, useMemo } from "react";
import type { Graph, Tensor } from "../../../shared/document";
import { tensor } from "../document/argument";
import { connect, disconnect, fillNumber, moveInput } from "../document/connect";
import { operationName, operationOf } from "../document/graphAccess";
import { isLacking, type PortPlace, portsOf } from "../document/ports";
import { callsOf, descendants, order } from "../document/traversal";
import { Fold } from "../ui/Fold";
import { Hint } from "../ui/Hint";
import { IconButton } from "../ui/IconButton";
import { LazySelect } from "../ui/LazySelect";
import { tensorText } from "../view/displayText";
import { Section } from "./Section";
import type { Subject } from "./useSubject";

const NUMBER = "number";

export function InputsSection({ subject, node }: { subject: Subject; node: string }) {
  const { design, graphId, catalogue } = subject;
  const places = portsOf(design, graphId, node, (path) => catalogue?.find(path));
  const shown = places.filter(({ advanced, value }) => !advanced || value !== null);
  const hidden = places.filter((place) => !shown.includes(place));
  const sources = useMemo(() => once(() => sourcesOf(subject, node)), [subject, node]);
  if (places.length === 0) return null;
  const row = (place: PortPlace) => (
    <InputRow key={place.pointer} {...{ subject, node, place, places, sources }} />
  );
  return (
    <Section title="Inputs">
      <div className="input-list">
        {shown.map(row)}
        {hidden.length > 0 && (
          <Fold
            className="form-more"
            summary={
              <>
                More <span>{hidden.length}</span>
              </>
            }
          >
            {hidden.map(row)}
          </Fold>
        )}
      </div>
    </Section>
  );
}

interface RowProps {
  subject: Subject;
  node: string;
  place: PortPlace;
  places: PortPlace[];
  /** What it could take: worked out when it is asked for, since that takes long in a large graph. */
  sources: () => Source[];
}

function InputRow({ subject, node, place, places, sources }: RowProps) {
  const id = useId();
  const { graph, graphId, edit, store } = subject;
  const { pointer, label, value, literal, number } = place;
  const siblings = places.filter((other) => sameList(other.pointer, pointer) && other.value);
  const index = siblings.indexOf(place);
  const chosen = value && keyOf(value);
  const move = (by: number) => {
    edit("Reorder inputs", (design) => moveInput(design, graphId, node, pointer, index + by));
    store.getState().announce(`${label} is now input ${index + by + 1}.`);
  };
  const choose = (key: string) => {
    if (key === "") edit("Disconnect", (design) => disconnect(design, graphId, node, pointer));
    else if (key === NUMBER) edit(`Set ${label}`, (d) => fillNumber(d, graphId, node, pointer, 0));
    else {
      const source = sources().find((one) => one.key === key);
      if (source) edit("Connect", (d) => connect(d, graphId, source.tensor, node, pointer));
    }
  };
  return (
    <div className="form-field input-row" data-missing={isLacking(place)}>
      <label htmlFor={id} title={label}>
        {rowLabel(place, index, places)}
      </label>
      <Hint id={`${id}-help`} about={label} text={place.help} />
      <span className="input-controls">
        <LazySelect
          id={id}
          className="ll-select"
          aria-describedby={`${id}-help`}
          value={value ? keyOf(value) : number !== null ? NUMBER : ""}
          onChange={(event) => choose(event.target.value)}
          count={Object.keys(graph.nodes).length}
          fixed={
            <>
              <option value="">{emptyText(place)}</option>
              {value && <option value={keyOf(value)}>{nameOf(subject, value)}</option>}
              {literal && <option value={NUMBER}>a number</option>}
            </>
          }
          rest={() =>
            sources()
              .filter(({ key }) => key !== chosen)
              .map(({ key, text }) => (
                <option key={key} value={key}>
                  {text}
                </option>
              ))
          }
        />
        {number !== null && (
          <input
            type="number"
            step="any"
            className="ll-input"
            aria-label={`${label} as a number`}
            value={number}
            onChange={(event) => {
              const next = event.target.valueAsNumber;
              if (Number.isFinite(next)) {
                edit(`Set ${label}`, (d) => fillNumber(d, graphId, node, pointer, next), id);
              }
            }}
          />
        )}
        {value && siblings.length > 1 && (
          <>
            <IconButton
              icon={ArrowUp}
              label={`Move ${label} up`}
              disabled={index === 0}
              onClick={() => move(-1)}
            />
            <IconButton
              icon={ArrowDown}
              label={`Move ${label} down`}
              disabled={index === siblings.length - 1}
              onClick={() => move(1)}
            />
          </>
        )}
        {value && <IconButton icon={X} label={`Disconnect ${label}`} onClick={() => choose("")} />}
      </span>
    </div>
  );
}

interface Source {
  key: string;
  /** The name with the shape. */
  text: string;
  tensor: Tensor;
}

/** Every tensor that a call could take without a loop. */
function sourcesOf({ graph, found, counts }: Subject, node: string): Source[] {
  const behind = descendants(graph, [node]);
  const calls = new Map<string, number>();
  return order(graph).flatMap((id) => {
    const own = graph.nodes[id]?.operation ?? id;
    const call = (calls.get(own) ?? 0) + 1;
    calls.set(own, call);
    if (behind.has(id)) return [];
    const count = counts[id] ?? 1;
    return Array.from({ length: count }, (_, index) => {
      const spec = found?.nodes[id]?.outputs?.[index];
      const which = numbered(graph, id, call, index, count);
      const made = tensor(id, index);
      const text = spec ? `${which} ${tensorText(spec)}` : which;
      return { key: keyOf(made), text, tensor: made };
    });
  });
}

/** The name of a tensor that a call takes. */
function nameOf({ graph, counts }: Subject, { tensor: [id, index] }: Tensor): string {
  const call = graph.nodes[id];
  if (!call) return id;
  return numbered(
    graph,
    id,
    callsOf(graph, call.operation).indexOf(id) + 1,
    index,
    counts[id] ?? 1,
  );
}

/** "dense (call 2)[1]", as far as there are several calls and several tensors. */
function numbered(graph: Graph, id: string, call: number, index: number, count: number): string {
  const operation = operationOf(graph, id);
  const name = operation && operation.kind !== "op" ? operationName(operation) : id;
  const shown = call > 1 ? `${name} (call ${call})` : name;
  return count > 1 ? `${shown}[${index}]` : shown;
}

/** What a function returns, worked out at the first call. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A place's name; in the only list of a call just the number. */
function rowLabel({ label, many, value }: PortPlace, index: number, all: PortPlace[]): string {
  if (!many) return label;
  if (value === null) return all.some((other) => other.many && other.value) ? "+" : label;
  const one = all.every((other) => other.many);
  return one && label.endsWith("]") ? String(index + 1) : label;
}

function keyOf({ tensor: [node, index] }: Tensor): string {
  return `${index}:${node}`;
}

function emptyText({ many, required, value }: PortPlace): string {
  if (value !== null) return "(disconnect)";
  if (many && !required) return "Add an input…";
  return required ? "Connect from…" : "None";
}

function sameList(a: string, b: string): boolean {
  return a.slice(0, a.lastIndexOf("/")) === b.slice(0, b.lastIndexOf("/"));
}
