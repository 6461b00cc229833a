/** What Streamlit hands to the default export of a v2 component. */

export interface ComponentArguments<Data> {
  name: string;
  /** A list of one, see `components/payload.py`. */
  data: [Data];
  /** Unique on the page, made by Streamlit; not the key of the Python call. */
  key: string;
  parentElement: HTMLElement | ShadowRoot;
  setStateValue: (name: string, value: unknown) => void;
  setTriggerValue: (name: string, value: unknown) => void;
}

/** Runs when a component goes, and also when an invocation is superseded: check `isConnected`. */
export type Cleanup = () => void;
