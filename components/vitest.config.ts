import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["*/tests/**/*.test.{ts,tsx}"],
    // A slow machine is no failure: the limit is there for what never ends.
    testTimeout: 120_000,
    // To load React, the editor and a DOM anew for each file took four fifths of the time.
    isolate: false,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
