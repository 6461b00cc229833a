import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, Ref } from "react";

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "title" | "aria-label"> {
  icon: LucideIcon;
  /** Said to screen readers, and shown on hover. */
  label: string;
  /** Shown on hover instead, where there is more to say. */
  hint?: string | undefined;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that is a sign alone. */
export function IconButton({ icon: Icon, label, hint, className = "", ...rest }: Props) {
  return (
    <button
      type="button"
      className={`ll-icon-button ${className}`}
      aria-label={label}
      title={hint ?? label}
      {...rest}
    >
      <Icon size={15} strokeWidth={2} aria-hidden />
    </button>
  );
}
