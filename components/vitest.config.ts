import { defineConfig } from "vitest/config";

// A slow machine is no failure: the limit is there for what never ends.
export default defineConfig({
  test: { include: ["*/tests/**/*.test.{ts,tsx}"], testTimeout: 120_000 },
});
