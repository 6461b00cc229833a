/** Where the events of a run are, beside a module that Streamlit serves. */
export function eventsAddress(module: string): (run: string) => string {
  const { origin } = new URL(module);
  const [before = origin] = module.includes("/_stcore/") ? module.split("/_stcore/") : [origin];
  return (run) => `${before}/runs/${encodeURIComponent(run)}/events`;
}
