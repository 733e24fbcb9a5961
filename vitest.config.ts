import { defineConfig } from "vitest/config";

// Vitest leaves one core free, which on a machine of two is half of it.
export default defineConfig({
  test: {
    globalSetup: ["test/cli/bundles.ts"],
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: "100%",
    // To load the source anew for each file would take a third of the time.
    isolate: false,
  },
});
