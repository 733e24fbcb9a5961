import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, below test/. */
const LONG = [
  "checker/search",
  "checker/distributed",
  "models/tla/workers",
  "cli/memory.long",
  "checker/kernel.long",
  "oracle/engine.long",
  "models/tla/compile/specs.long",
];

/** Long files first, so that all workers end together; the others as vitest has them, by size where it knows no times. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      LONG.some((name) => moduleId.endsWith(`/test/${name}.test.ts`));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

// Vitest leaves one core free, which on a machine of two is half of it.
export default defineConfig({
  test: {
    globalSetup: ["test/cli/bundles.ts"],
    setupFiles: ["test/property-seed.ts"],
    include: ["test/**/*.test.ts"],
    // On a busy machine the longest takes ten times as long as on an idle one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: "100%",
    // To load the source anew for each file would take a third of the time.
    isolate: false,
    sequence: { sequencer: LongFirst },
  },
});
