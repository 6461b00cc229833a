/** As far as it is used here. */
declare module "jsfive" {
  export class File {
    constructor(content: ArrayBuffer, name: string);
    readonly attrs: Record<string, unknown>;
  }
}
