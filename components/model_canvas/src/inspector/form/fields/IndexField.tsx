import type { FieldProps } from "@rjsf/utils";
import { useState } from "react";
import type { Argument } from "../../../../../shared/document";
import { formatIndex, parseIndex } from "../../../document/indexText";
import { sameJson } from "../../../document/sameJson";
import { argumentOf } from "./fieldArgument";

/** What stands between the brackets of `x[…]`. */
export function IndexField(props: FieldProps) {
  const { control, value, set } = argumentOf(props, "index");
  const [text, setText] = useState(() => textOf(value));
  const [seen, setSeen] = useState(value);
  if (!sameJson(seen, value)) {
    setSeen(value);
    if (!sameJson(meaningOf(text), value)) setText(textOf(value));
  }
  return (
    <span className="form-index">
      <span aria-hidden>x[</span>
      <input
        {...control}
        className="ll-input form-literal"
        value={text}
        placeholder=":, 0, ..."
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          const next = meaningOf(event.target.value);
          setText(event.target.value);
          setSeen(next);
          set(next);
        }}
      />
      <span aria-hidden>]</span>
    </span>
  );
}

function meaningOf(text: string): unknown {
  if (text.trim() === "") return undefined;
  return parseIndex(text)?.value ?? text;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : formatIndex(value as Argument | undefined);
}
