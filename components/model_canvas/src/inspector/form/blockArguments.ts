/** What a form knows of the block that its layer stands in. */

/** The parameters of a block, and how an argument becomes one. */
export interface BlockArguments {
  /** Their defaults, by name. */
  parameters: Readonly<Record<string, unknown>>;
  /**
   * Make an argument a parameter of the block.
   *
   * @param path Steps from the form's values to the argument.
   * @param value What the argument is now.
   */
  lift: (path: readonly (string | number)[], value: unknown) => void;
}
