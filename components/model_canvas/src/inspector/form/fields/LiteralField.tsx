import type { FieldProps } from "@rjsf/utils";
import { useState } from "react";
import { sameJson } from "../../../document/sameJson";
import type { Kind } from "../argumentKind";
import { formatLiteral, parseLiteral } from "../pythonLiterals";
import { argumentOf } from "./fieldArgument";

type LiteralKind = Extract<Kind, { kind: "literal" }>;

/** Numbers, shapes and lists, written as in Python: `64`, `3, 3`, `None, 128`. */
export function LiteralField(props: FieldProps) {
  const { argument, kind, control, value, set, required } = argumentOf(props, "literal");
  const [text, setText] = useState(() => textOf(value, kind));
  const [seen, setSeen] = useState(value);
  // A value from elsewhere (undo, a fix) is written anew; one that the text means leaves it alone.
  const meant = (given: unknown) => (given === undefined ? argument.default : given);
  if (!sameJson(seen, value)) {
    setSeen(value);
    if (!sameJson(meant(meaningOf(text, kind)), meant(value))) setText(textOf(value, kind));
  }
  const usual = "default" in argument ? textOf(argument.default, kind) : "";
  const type = (next: string) => {
    setText(next);
    setSeen(meaningOf(next, kind));
    set(meaningOf(next, kind));
  };
  return (
    <input
      {...control}
      className="ll-input form-literal"
      value={text}
      placeholder={usual === "" && required ? "needed" : usual}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => type(event.target.value)}
      onKeyDown={(event) => {
        const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
        if (step === 0 || !Number.isInteger(value)) return;
        event.preventDefault();
        type(String(Number(value) + step));
      }}
    />
  );
}

/** What a text means: nothing, a literal, or the text itself, which is then a wrong value. */
function meaningOf(text: string, kind: LiteralKind): unknown {
  if (text.trim() === "") return undefined;
  const parsed = parseLiteral(text);
  if (parsed === null) return text;
  const { value } = parsed;
  return kind.list && value !== null && !Array.isArray(value) ? [value] : value;
}

function textOf(value: unknown, kind: LiteralKind): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  const text = formatLiteral(value);
  return kind.list && Array.isArray(value) && value.length === 1 ? text.replace(/,$/, "") : text;
}
