import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { at, type Json, listAt, membersAt, textAt, tryAt } from "../../testing/expect/json.js";
import { root } from "../repository/sources.js";
import { renamedModules, renamedTests } from "./renamed.js";

/**
 * Whether generated/ of an earlier commit, with exactly what was meant to change changed, is generated/ as it is now:
 * `npx tsx tests/generated/before-kinds.ts COMMIT`. Three things changed: projects are made by
 * modules/codebuild-project, with `moved` blocks; addresses are those of decision 0001; what a module's path referred
 * to is named.
 */
const [commit = "HEAD"] = process.argv.slice(2);

const types = ["aws_cloudwatch_log_group", "aws_codebuild_project"];

function changed(text: string): Json {
  const before: Json = JSON.parse(text);
  const stack = textAt(before, "//", "metadata", "stackName");
  const { aws_codebuild_project: _, aws_cloudwatch_log_group: __, ...resource } = object(before, "resource");
  const metadata = object(before, "//", "metadata");
  return {
    ...before,
    "//": {
      ...object(before, "//"),
      metadata: { ...metadata, overrides: { stack: ["terraform", "moved"] } },
    },
    moved: types.map((type) => ({
      from: `${type}.build`,
      to: `module.build_project.${type}.this["build"]`,
    })),
    module: { build_project: buildProject(before, stack), ...environmentsOf(before, stack) },
    resource: { ...resource, aws_codepipeline: { pipeline: pipelineOf(before) } },
  };
}

function buildProject(before: Json, stack: string): Json {
  const project = object(before, "resource", "aws_codebuild_project", "build");
  const environment = object(project, "environment");
  const vpc = tryAt(project, "vpc_config");
  return {
    "//": { metadata: { path: `${stack}/build-project`, uniqueId: "build_project" } },
    source: "./modules/codebuild-project",
    depends_on: at(project, "depends_on"),
    service_role_arn: at(project, "service_role"),
    kms_key_arn: at(project, "encryption_key"),
    log_retention_days: at(before, "resource", "aws_cloudwatch_log_group", "build", "retention_in_days"),
    projects: {
      build: {
        name: at(project, "name"),
        description: at(project, "description"),
        buildspec: at(project, "source", "buildspec"),
        image: at(environment, "image"),
        image_pull_credentials_type: at(environment, "image_pull_credentials_type"),
        environment_type: at(environment, "type"),
        compute_type: at(environment, "compute_type"),
        privileged: at(environment, "privileged_mode"),
        timeout_minutes: at(project, "build_timeout"),
        variables: at(environment, "environment_variable"),
        vpc: vpc
          ? {
              id: at(vpc, "vpc_id"),
              subnets: at(vpc, "subnets"),
              security_groups: at(vpc, "security_group_ids"),
            }
          : null,
      },
    },
  };
}

function environmentsOf(before: Json, stack: string): Json {
  const calls = membersAt(before, "module").map(([name, call]) => {
    const id = renamedModules[name] ?? name;
    const { stack_name: STACK_NAME, ...deployment } = object(call, "deployment");
    const tests = membersAt(call, "tests").map(([test, body]) => [renamedTests[test] ?? test, body]);
    const body = {
      ...object(call),
      "//": { metadata: { path: `${stack}/module-${id}`, uniqueId: id } },
      deployment: { ...deployment, variables: { STACK_NAME } },
      tests: Object.fromEntries(tests),
    };
    return [id, body];
  });
  return Object.fromEntries(calls);
}

function pipelineOf(before: Json): Json {
  const pipeline = object(before, "resource", "aws_codepipeline", "pipeline");
  const named = JSON.parse(JSON.stringify(pipeline), (_, value) =>
    typeof value === "string" ? withoutPaths(value, before) : value,
  );
  const waits = listAt(pipeline, "depends_on").map((address) => renamedAddress(String(address)));
  return { ...named, depends_on: waits };
}

function renamedAddress(address: string): string {
  if (address === "aws_codebuild_project.build") return "module.build_project";
  const [, name = ""] = /^module\.(.+)$/.exec(address) ?? [];
  return name in renamedModules ? `module.${renamedModules[name]}` : address;
}

/** What a reference to a module, or to the build's project, stands for. */
function withoutPaths(text: string, before: Json): string {
  if (text === "${aws_codebuild_project.build.name}") {
    return textAt(before, "resource", "aws_codebuild_project", "build", "name");
  }
  const [, module = "", test] =
    /^\$\{module\.([^.]+)\.(?:projects\["(.+)"\]|approval_topic_arn)\}$/.exec(text) ?? [];
  if (module === "") return text;
  if (test !== undefined) return textAt(before, "module", module, "tests", test, "project_name");
  const region = textAt(before, "provider", "aws", 0, "region");
  const account = "${data.aws_caller_identity.current.account_id}";
  const topic = textAt(before, "module", module, "approval", "topic_name");
  return `arn:\${data.aws_partition.current.partition}:sns:${region}:${account}:${topic}`;
}

function object(node: unknown, ...path: readonly (string | number)[]): Json {
  return (path.length > 0 ? at(node as Json, ...path) : node) as Json;
}

const folder = "generated/stacks";
for (const stack of readdirSync(join(root, folder))) {
  const file = `${folder}/${stack}/cdk.tf.json`;
  const known = execFileSync("git", ["ls-tree", "--name-only", commit, file], {
    cwd: root,
    encoding: "utf8",
  });
  if (known === "") continue;
  const before = execFileSync("git", ["show", `${commit}:${file}`], { cwd: root, encoding: "utf8" });
  const isEqual = isDeepStrictEqual(changed(before), JSON.parse(readFileSync(join(root, file), "utf8")));
  console.log(`${isEqual ? "equal    " : "different"} ${stack}`);
  if (!isEqual) process.exitCode = 1;
}
