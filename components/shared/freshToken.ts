/** Unique ids for messages. */

let count = 0;

/** `crypto.randomUUID` exists in secure contexts only, which a page on a local network is not. */
export function freshToken(): string {
  count += 1;
  return `${Date.now().toString(36)}-${count}-${Math.random().toString(36).slice(2)}`;
}
