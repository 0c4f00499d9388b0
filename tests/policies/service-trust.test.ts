import { describe, expect, it } from "vitest";
import { trustPolicies } from "../../controller/installation/control-plane/index.js";
import { here } from "./calls.js";
import { site } from "./control-plane.js";
import { allowsInSecondOpinion } from "./second-opinion.js";
import { central } from "./subject.js";

const trusts = trustPolicies(site);
type Job = keyof typeof trusts;

/** On whose behalf a service takes a role, as far as its documentation says (`service-trust.ts` names the pages). */
interface Source {
  readonly arn?: string;
  readonly account?: string;
}

const pipeline = "stagewright-webshop-main--2czbumyghz";
const stranger = "999999999999";
const elsewhere = (arn: string) => arn.replace(central, stranger);

/** The service of each role, and what it names when it takes the role. */
const takers: Readonly<Record<Job, { readonly service: string; readonly arn?: string }>> = {
  dispatcher: { service: "lambda" },
  schedule: { service: "lambda" },
  events: { service: "lambda" },
  scheduler: { service: "scheduler", arn: here("scheduler", "schedule-group/default") },
  reconciler: { service: "codebuild", arn: here("codebuild", `project/${site.names.reconciler}`) },
  failures: { service: "events", arn: here("events", `rule/${site.names.failures}`) },
  starter: { service: "events", arn: here("events", `rule/${pipeline}-source`) },
};
const jobs = Object.keys(takers) as Job[];
const telling = jobs.filter((job) => takers[job].arn !== undefined);

function mayTake(job: Job, service: string, { arn, account }: Source): Promise<boolean> {
  return allowsInSecondOpinion({
    principal: `${service}.amazonaws.com`,
    action: "sts:AssumeRole",
    resource: `arn:aws:iam::${central}:role/${site.names[job]}`,
    keys: { ...(arn && { "aws:SourceArn": arn }), ...(account && { "aws:SourceAccount": account }) },
    identityPolicies: [],
    resourcePolicy: trusts[job],
  });
}

describe("a role of the control plane", () => {
  it.each(jobs)("is taken by its service, for what is its own: %s", async (job) => {
    const { service, arn } = takers[job];
    expect(await mayTake(job, service, arn ? { arn, account: central } : {})).toBe(true);
    if (!arn) expect(await mayTake(job, service, { account: central })).toBe(true);
  });

  it.each(jobs)("is taken by no other service: %s", async (job) => {
    for (const service of ["ec2", "lambda", "codebuild", "events", "scheduler"]) {
      if (service === takers[job].service) continue;
      const { arn } = takers[job];
      expect(await mayTake(job, service, { ...(arn && { arn }), account: central }), service).toBe(false);
    }
  });

  it.each(jobs)("is not taken for another account, where the service tells: %s", async (job) => {
    const { service, arn } = takers[job];
    expect(await mayTake(job, service, { ...(arn && { arn }), account: stranger })).toBe(false);
    if (arn) expect(await mayTake(job, service, { arn: elsewhere(arn), account: central })).toBe(false);
  });

  it.each(telling)("is not taken for something else of the account: %s", async (job) => {
    const { service, arn = "" } = takers[job];
    for (const other of [arn.replace(/[^/]*$/, "another"), `${arn}-2`])
      expect(await mayTake(job, service, { arn: other, account: central }), other).toBe(false);
  });

  it.each(telling)("is not taken by who does not say for whom: %s", async (job) => {
    expect(await mayTake(job, takers[job].service, {})).toBe(false);
  });

  it.each([
    ["a rule of the control plane", here("events", `rule/${site.names.failures}`)],
    ["a rule that a person named after the prefix", here("events", "rule/stagewright-backup-source")],
    ["another rule of a pipeline's name", here("events", `rule/${pipeline}-nightly`)],
    ["a rule of another installation", here("events", `rule/other-webshop-main--2czbumyghz-source`)],
    ["a rule on a bus of its own", here("events", `rule/bus/${pipeline}-source`)],
  ])("that starts pipelines is not taken for %s", async (_, arn) => {
    expect(await mayTake("starter", "events", { arn, account: central })).toBe(false);
  });
});
