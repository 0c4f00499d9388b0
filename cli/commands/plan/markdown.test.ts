import { describe, expect, it } from "vitest";
import { modelOf } from "../../../testing/items/compile.js";
import { item } from "../../../testing/items/items.js";
import { planMarkdown } from "./markdown.js";
import { readPlan } from "./read-plan.js";

const stack = "stagewright-webshop-main--2czbumyghz";
const said = [
  `${stack}  Terraform used the selected providers to generate the following execution plan.`,
  `${stack}    # aws_codepipeline.pipeline (pipeline) will be updated in-place\n  ~ resource "aws_codepipeline" "pipeline" {`,
  `            # data.aws_partition.current will be read during apply`,
  `${stack}    # module.prod.aws_sns_topic.approval[0] will be created`,
  `    # module.prod.module.projects.aws_codebuild_project.this["Smoke"] must be replaced`,
  "    # (3 unchanged attributes hidden)",
  `    # aws_iam_role.old will be destroyed`,
  `${stack}  Plan: 2 to add, 1 to change, 2 to destroy.`,
];

describe("a plan for people", () => {
  it("is read for its addresses and counts, and not for what Terraform only reads", () => {
    expect(readPlan(said)).toEqual({
      counts: "2 to add, 1 to change, 2 to destroy",
      addresses: [
        { address: "aws_codepipeline.pipeline", change: "updated in-place" },
        { address: "module.prod.aws_sns_topic.approval[0]", change: "created" },
        { address: 'module.prod.module.projects.aws_codebuild_project.this["Smoke"]', change: "replaced" },
        { address: "aws_iam_role.old", change: "destroyed" },
      ],
    });
  });

  it("says where nothing changes, and where it says nothing", () => {
    expect(readPlan(["No changes. Your infrastructure matches the configuration."]).counts).toBe(
      "nothing to change",
    );
    expect(readPlan([])).toEqual({ addresses: [] });
  });

  it("becomes Markdown with counts, what weighs and every address", () => {
    const wider = [
      { job: "build", actions: ["s3:GetObject"], resource: "arn:aws:s3:::b/*", why: "new" },
    ] as const;
    const text = planMarkdown({
      pipeline: modelOf(item()),
      said,
      permissions: { wider, narrower: [] },
      approvals: [
        {
          environment: "Prod",
          accountId: "333333333333",
          change: "taken away",
          before: ["a@b.example"],
          after: [],
        },
      ],
    });
    expect(text).toContain("2 to add, 1 to change, 2 to destroy.");
    expect(text).toContain(
      "- `TAKES AWAY an approval: Prod (333333333333) asked a@b.example, and asks nobody any more.`",
    );
    expect(text).toContain("- `+ build: s3:GetObject on arn:aws:s3:::b/*`");
    expect(text).toContain(
      '| `module.prod.module.projects.aws_codebuild_project.this["Smoke"]` | replaced |',
    );
  });
});
