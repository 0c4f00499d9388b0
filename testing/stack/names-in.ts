import { type Json, listAt, membersAt, textAt, tryAt, type Value } from "../expect/json.js";

/** What a name is the name of; its limits are in `aws-limits.ts`. */
export type Kind =
  | "alias"
  | "artifact"
  | "bucket"
  | "change set"
  | "action"
  | "event rule"
  | "folder"
  | "identifier"
  | "log group"
  | "pipeline"
  | "policy"
  | "project"
  | "role"
  | "stack"
  | "stage"
  | "state key"
  | "topic";

export interface NamedResource {
  readonly kind: Kind;
  readonly name: string;
}

/** Every name in a stack as AWS would hold it, found where the name stands. */
export function namesIn(held: Json): NamedResource[] {
  return [
    ...rootNames.flatMap(([kind, type, attribute]) =>
      membersAt(held, "resource", type).map(([, resource]) => ({ kind, name: textAt(resource, attribute) })),
    ),
    ...membersAt(held, "module").flatMap(([, module]) => moduleNames(module)),
    ...stageNames(held),
    ...identifiers(held).map((name) => ({ kind: "identifier" as const, name })),
    { kind: "folder", name: textAt(held, "//", "metadata", "stackName") },
    { kind: "state key", name: textAt(held, "terraform", "backend", "s3", "key") },
  ];
}

const rootNames: readonly (readonly [Kind, string, string])[] = [
  ["alias", "aws_kms_alias", "name"],
  ["bucket", "aws_s3_bucket", "bucket"],
  ["event rule", "aws_cloudwatch_event_rule", "name"],
  ["log group", "aws_cloudwatch_log_group", "name"],
  ["pipeline", "aws_codepipeline", "name"],
  ["policy", "aws_iam_role_policy", "name"],
  ["project", "aws_codebuild_project", "name"],
  ["role", "aws_iam_role", "name"],
];

function moduleNames(module: Value): NamedResource[] {
  const projects = [
    ...membersAt(module, "tests").map(([, test]) => textAt(test, "project_name")),
    ...[...membersAt(module, "projects"), ...membersAt(module, "deployment_projects")].map(([, project]) =>
      textAt(project, "name"),
    ),
  ];
  return [
    ...projects.flatMap((name) => [
      { kind: "project" as const, name },
      { kind: "log group" as const, name: `/aws/codebuild/${name}` },
    ]),
    ...[...membersAt(module, "tests_roles"), ...membersAt(module, "deployment_roles")].map(([name]) => ({
      kind: "role" as const,
      name,
    })),
    ...texts("topic", tryAt(module, "approval", "topic_name")),
  ];
}

function stageNames(held: Json): NamedResource[] {
  const stages = listAt(held, "resource", "aws_codepipeline", "pipeline", "stage");
  return stages.flatMap((stage) => [
    { kind: "stage" as const, name: textAt(stage, "name") },
    ...listAt(stage, "action").flatMap((action) => [
      { kind: "action" as const, name: textAt(action, "name") },
      ...texts("artifact", tryAt(action, "output_artifacts", 0)),
      // Once a stage, where it is made.
      ...(tryAt(action, "configuration", "ActionMode") === "CHANGE_SET_REPLACE"
        ? [
            { kind: "stack" as const, name: textAt(action, "configuration", "StackName") },
            { kind: "change set" as const, name: textAt(action, "configuration", "ChangeSetName") },
          ]
        : []),
    ]),
  ]);
}

function identifiers(held: Json): string[] {
  const blocks = membersAt(held, "resource").flatMap(([, resources]) => membersAt(resources));
  return [...blocks, ...membersAt(held, "module"), ...membersAt(held, "output")].map(([name]) => name);
}

function texts(kind: Kind, name: Value | undefined): NamedResource[] {
  return typeof name === "string" ? [{ kind, name }] : [];
}
