import type { ReactNode } from "react";

/** A label with its control, in the columns of the form. */
export function Row({
  label,
  htmlFor,
  children,
}: {
  label: string;
  htmlFor?: string;
  children: ReactNode;
}) {
  return (
    <div className="form-field form-row">
      {htmlFor ? (
        <label htmlFor={htmlFor}>{label}</label>
      ) : (
        <span className="form-label">{label}</span>
      )}
      {children}
    </div>
  );
}
