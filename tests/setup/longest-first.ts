import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that take longest, the longest first: begun last, one of them would run alone at the end, on one core. */
const longest = [
  "tests/end-to-end/installation.real",
  "tests/recovery/recovery.real",
  "tests/policies/pipeline-roles.real",
  "tests/cli/commands.real",
  "tests/end-to-end/lifecycle.real",
  "tests/chaos/chaos.real",
  "toolchain/cdktf.real",
  "sandbox/src/command/command.real",
  "tests/modules/modules.real",
  "tests/end-to-end/changes.real",
  "sandbox/src/codesuite/command-line.real",
  "tests/compiler/validate.real",
  "sandbox/src/codesuite/terraform.real",
  "tests/protocol/protocol",
  "tests/compiler/names",
  "cli/stagewright",
  "compiler/item/parse.property",
  "tests/compiler/data",
];

/** A clean clone remembers no times to sort by, so they are said here. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted
      .map((file) => ({ file, rank: rankOf(file) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ file }) => file);
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = longest.findIndex((part) => moduleId.includes(part));
  return rank === -1 ? longest.length : rank;
}
