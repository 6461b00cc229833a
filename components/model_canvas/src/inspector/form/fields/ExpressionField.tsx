import type { Field, FieldProps } from "@rjsf/utils";
import { Unlink } from "lucide-react";
import { useState } from "react";
import { evaluated, isExpression } from "../../../document/blocks/expression";
import { IconButton } from "../../../ui/IconButton";
import { formatItem } from "../pythonLiterals";
import { argumentOf } from "./fieldArgument";

/** A field in whose place stands what its value is worked out from, inside of a block. */
export function orExpression(Plain: React.ComponentType<FieldProps>): Field {
  return function OrExpression(props: FieldProps) {
    const { formData: value } = props;
    return isExpression(value) ? <ExpressionField {...props} /> : <Plain {...props} />;
  };
}

/** `4 * filters`, over the parameters of the block. */
function ExpressionField(props: FieldProps) {
  const { control, block, set } = argumentOf(props, "literal");
  const given = (props.formData as { expression: string }).expression;
  const [text, setText] = useState(given);
  const [seen, setSeen] = useState(given);
  if (seen !== given) {
    setSeen(given);
    if (text !== given) setText(given);
  }
  const found = evaluated(given, block?.parameters ?? {});
  const shown = found ? formatItem(found.value) : "unknown";
  return (
    <span className="form-expression">
      <input
        {...control}
        className="ll-input"
        value={text}
        spellCheck={false}
        autoComplete="off"
        title={`By default ${shown}: a parameter of the block decides`}
        onChange={(event) => {
          setText(event.target.value);
          setSeen(event.target.value);
          set({ expression: event.target.value });
        }}
      />
      {found && (
        <IconButton
          icon={Unlink}
          label={`Give it the value ${shown}, whatever the block is called with`}
          onClick={() => set(found.value)}
        />
      )}
    </span>
  );
}
