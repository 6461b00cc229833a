/** What a file recorded of a layer that a design cannot hold, read-only. */

import { type Layer, lookup } from "../../../shared/document";
import { tensorText } from "../view/displayText";
import { Row } from "./FormRow";
import { Section } from "./Section";

/** Longer texts, such as compiled code, are cut. */
const LONGEST = 120;

export function Placeholder({ layer }: { layer: Layer }) {
  const { class_name, config, recorded } = layer;
  if (!recorded) return null;
  const settings = Object.keys(config).filter((name) => lookup(config, name) !== null);
  return (
    <>
      <Section title="Recorded in the file">
        <Row label="class">
          <code>{class_name}</code>
        </Row>
        <Row label={recorded.outputs.length === 1 ? "output" : "outputs"}>
          <span>{recorded.outputs.map(tensorText).join(", ") || "not recorded"}</span>
        </Row>
      </Section>
      {settings.length > 0 && (
        <Section title="Config" fold={{ open: true, count: settings.length }}>
          <pre className="recorded">{JSON.stringify(config, shortened, 2)}</pre>
        </Section>
      )}
    </>
  );
}

function shortened(_key: string, value: unknown): unknown {
  if (typeof value !== "string" || value.length <= LONGEST) return value;
  return `${value.slice(0, LONGEST)}… (${value.length.toLocaleString("en-US")} characters)`;
}
