import { useId, useState } from "react";

interface Props {
  /** Of the field, for a label elsewhere. */
  id?: string;
  value: string;
  label: string;
  className?: string;
  placeholder?: string;
  /** Why a text cannot be the value, or null. */
  problem?: (text: string) => string | null;
  /** Called with every text that can be the value, while it is typed. */
  onChange: (text: string) => void;
}

/**
 * A text field whose content is the value as long as it can be. What cannot stays in the field with
 * the reason below, and the value stays what it was; Escape brings it back.
 */
export function EditableText({
  id: fieldId,
  value,
  label,
  className = "",
  placeholder,
  problem,
  onChange,
}: Props) {
  const id = useId();
  const [draft, setDraft] = useState<{ text: string; over: string } | null>(null);
  const text = draft !== null && draft.over === value ? draft.text : value;
  const wrong = problem?.(text) ?? null;
  return (
    <>
      <input
        {...(fieldId !== undefined && { id: fieldId })}
        className={`ll-input ${className}`}
        aria-label={label}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : id}
        value={text}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          const next = event.target.value;
          const refused = (problem?.(next) ?? null) !== null;
          setDraft(refused ? { text: next, over: value } : null);
          if (!refused) onChange(next);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape" && draft !== null) {
            event.stopPropagation();
            setDraft(null);
          }
        }}
      />
      {wrong !== null && (
        <p id={id} className="ll-field-error" role="alert">
          {wrong}
        </p>
      )}
    </>
  );
}
