import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { pipelineId, pipelineName } from "../../../compiler/names/index.js";
import { awsLimits } from "../../../testing/stack/aws-limits.js";
import { formatInstallation, installationDigest } from "../format.js";
import { buildspecOf } from "./buildspec.js";
import { installationWith } from "./installation.fixture.js";
import { zipLambda } from "./lambda-zip.js";
import { terraformOf } from "./render.js";
import { siteOf } from "./site.js";
import { verifyPackage } from "./verify-package.js";

type Stack = Record<string, Record<string, Record<string, Record<string, unknown>>>>;

const stackOf = (written: object = {}, protect = true) =>
  terraformOf({ installation: installationWith(written), lambdaSha256: "x", protect }) as Stack;
const resource = (stack: Stack, type: string, id: string) =>
  stack.resource?.[type]?.[id] as Record<string, unknown>;

/** `stagewright-*--*` as a pattern of IAM. */
const isPipelines = (name: string, prefix: string) => new RegExp(`^${prefix}-.*--.*$`).test(name);

describe("names of the control plane", () => {
  const prefix = "a".repeat(12);
  const { names } = siteOf(installationWith({ namePrefix: prefix }));
  const { table, lockTable, stateBucket, parameter, stateKey, ...named } = names;

  it("stay within the limits of their services", () => {
    for (const role of [
      names.dispatcher,
      names.schedule,
      names.events,
      names.scheduler,
      names.reconciler,
      names.failures,
    ]) {
      expect(role).toMatch(awsLimits.role);
      // Lambda, EventBridge Scheduler: 64 characters.
      expect(role.length).toBeLessThanOrEqual(64);
    }
    expect(names.reconciler).toMatch(awsLimits.project);
    expect(names.failures).toMatch(awsLimits.topic);
    expect(names.failures).toMatch(awsLimits["event rule"]);
    expect(names.boundary).toMatch(awsLimits.policy);
    expect(names.failedRecords).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
    expect(names.ledger).toMatch(/^[A-Za-z0-9_.-]{3,255}$/);
    expect(stateBucket).toMatch(awsLimits.bucket);
    expect(parameter).toMatch(/^\/[A-Za-z0-9_./-]{1,1010}$/);
    expect(stateKey).toMatch(awsLimits["state key"]);
    expect([table, lockTable].every((name) => name.length > 2)).toBe(true);
  });

  it("are never a pipeline's, and a pipeline's never theirs, whatever the prefixes", () => {
    for (const name of [...Object.values(named), stateBucket, table, lockTable])
      expect(isPipelines(name, prefix)).toBe(false);
    const pipeline = pipelineName(prefix, pipelineId("_control", "reconciler"));
    expect(isPipelines(pipeline, prefix)).toBe(true);
    expect(Object.values(named).some((name) => name.startsWith(pipeline))).toBe(false);
  });

  it("are refused where the installation gives one that the reconciler could reach", () => {
    expect(() => siteOf(installationWith({ state: { bucket: "stagewright-state--x" } }))).toThrow(
      /stagewright-state--x would be named like a pipeline's own resources/,
    );
  });
});

describe("the control plane's stack", () => {
  it("imports what bootstrap made, and no lock table where there is none", () => {
    const ids = (stack: Stack) => Object.values(stack.import ?? {}).map(({ id }) => id);
    expect(ids(stackOf())).toEqual(["stagewright-state-111111111111", "stagewright-locks"]);
    const locksInBucket = stackOf({ state: { lock: "s3" } });
    expect(ids(locksInBucket)).toEqual(["stagewright-state-111111111111"]);
    expect(locksInBucket.terraform?.backend?.s3).toMatchObject({ use_lockfile: true });
    expect(locksInBucket.terraform?.backend?.s3).not.toHaveProperty("dynamodb_table");
  });

  it("protects its tables, or does not, as it is told", () => {
    for (const protect of [true, false]) {
      for (const table of ["config", "ledger", "locks"])
        expect(resource(stackOf({}, protect), "aws_dynamodb_table", table)).toMatchObject({
          deletion_protection_enabled: protect,
        });
    }
  });

  it("makes a boundary only where the installation has none of its own", () => {
    expect(stackOf().resource).toHaveProperty("aws_iam_policy.boundary");
    const permissionsBoundary = "arn:aws:iam::111111111111:policy/ours";
    expect(stackOf({ permissionsBoundary }).resource).not.toHaveProperty("aws_iam_policy");
  });

  it("publishes failed runs with a role, and watches whether that worked and how long requests wait", () => {
    const stack = stackOf({ controller: { scheduleMinutes: 60 } });
    expect(resource(stack, "aws_cloudwatch_event_target", "failures")).toMatchObject({
      role_arn: "${aws_iam_role.failures.arn}",
    });
    const alarm = (id: string) => resource(stack, "aws_cloudwatch_metric_alarm", id);
    expect(alarm("failures_not_told")).toMatchObject({
      metric_name: "FailedInvocations",
      dimensions: { RuleName: "stagewright_control-failures" },
    });
    const filter = resource(stack, "aws_cloudwatch_log_metric_filter", "oldest_request");
    const { name, namespace } = filter.metric_transformation as Record<string, string>;
    expect(alarm("oldest_request")).toMatchObject({ metric_name: name, namespace, period: 3600 });
  });

  it("is the same for the same installation, and takes its texts as data", () => {
    const controller = { notify: ["${oops}@example.com"] };
    expect(stackOf({ controller })).toEqual(stackOf({ controller }));
    const { value } = resource(stackOf({ controller }), "aws_ssm_parameter", "installation");
    expect(value).toContain('"notify":["$${oops}@example.com"]');
    const subscriptions = Object.values(stackOf({ controller }).resource?.aws_sns_topic_subscription ?? {});
    expect(subscriptions).toMatchObject([{ endpoint: "$${oops}@example.com" }]);
  });
});

describe("the functions' zip file", () => {
  it("is the same for the same program, and holds just that and the licences of what is in it", () => {
    const files = {
      program: new TextEncoder().encode("exports.stream = 1;"),
      events: new TextEncoder().encode("exports.events = () => {}"),
      licences: new TextEncoder().encode("MIT"),
    };
    expect(zipLambda(files)).toEqual(zipLambda(files));
    const names = Object.keys(unzipSync(zipLambda(files)));
    expect(names).toEqual(["handler.js", "events.js", "THIRD-PARTY-LICENSES.txt"]);
  });
});

describe("the builds' buildspec", () => {
  const { settings } = installationWith();
  const sha256 = "a".repeat(64);
  const of = (image: string) => parse(buildspecOf({ controller: { ...settings.controller, image } }, sha256));
  const commands = [verifyPackage(sha256), "node dist/stagewright.js reconcile"];

  it("asks for a Node of AWS's images, and takes the one of any other", () => {
    expect(of("aws/codebuild/standard:7.0")).toEqual({
      version: 0.2,
      phases: { install: { "runtime-versions": { nodejs: 22 } }, build: { commands } },
    });
    expect(of("node:22")).toEqual({ version: 0.2, phases: { build: { commands } } });
  });
});

describe("the builds' project", () => {
  it("knows the digest of the installation that it was made for", () => {
    const installation = installationWith({});
    const project = JSON.stringify(resource(stackOf(), "aws_codebuild_project", "reconciler"));
    expect(project).toContain(installationDigest(formatInstallation(installation)));
    const other = JSON.stringify(
      resource(stackOf({ limits: { accounts: ["222222222222"] } }), "aws_codebuild_project", "reconciler"),
    );
    expect(other).not.toContain(installationDigest(formatInstallation(installation)));
  });
});
