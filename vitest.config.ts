import { defineConfig } from "vitest/config";

const rooms = "{compiler,controller,child-account,toolchain,sandbox,cli,tests,modules}";
const real = `${rooms}/**/*.real.test.ts`;

/**
 * Two projects: `fast` starts no program but Node; `real` runs Terraform, the AWS provider, cdktf and the
 * sandbox. `npm test` runs them in this order, so that a plain mistake is seen in seconds.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "fast",
          include: [`${rooms}/**/*.test.ts`],
          exclude: [real],
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "real",
          include: [real],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
          globalSetup: ["tests/setup/tools.ts"],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
