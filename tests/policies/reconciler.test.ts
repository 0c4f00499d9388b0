import { describe, expect, it } from "vitest";
import { keyKeeping } from "../../compiler/pipeline/index.js";
import { arnsOf, reconcilerPolicy } from "../../controller/installation/control-plane/index.js";
import { calls } from "./calls.js";
import { site, stateKey } from "./control-plane.js";
import { type Call, may } from "./may.js";
import { leftToIam } from "./needs.js";
import { holdItem } from "./roles.js";
import { subject } from "./subject.js";

const arns = arnsOf(site);
const caller = { arn: arns.role(site.names.reconciler), policies: [reconcilerPolicy(site)] };
const { keyArn, keyPolicy } = holdItem(subject);

async function decided(tried: readonly Call[], allowed: boolean): Promise<string[]> {
  const found = [];
  for (const call of tried) {
    if ((await may(caller, call)) === allowed) found.push(`${call.action} ${call.resource}`);
  }
  return found;
}

describe("the reconciler's role", () => {
  // That it may do all that builds do is shown of what was recorded, in used-permissions.test.ts.
  it("may keep the locks of pipelines, in the table and beside their states", async () => {
    const key = "pipelines/webshop--x/terraform.tfstate";
    const ofLock = { "dynamodb:LeadingKeys": [`${site.names.stateBucket}/${key}-md5`] };
    const rows = "dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem";
    const tried = [
      ...calls(rows, arns.lockTable, { keys: ofLock }),
      ...calls("s3:GetObject s3:PutObject s3:DeleteObject", `${arns.stateBucket}/${key}.tflock`),
    ];
    expect(await decided(tried, false)).toEqual([]);
  });

  it("may write neither a state of its own, nor a lock of it", async () => {
    const ofControlPlane = { "dynamodb:LeadingKeys": [`${site.names.stateBucket}/${site.names.stateKey}`] };
    const tried = [
      ...calls("s3:GetObject s3:PutObject s3:DeleteObject", `${arns.stateBucket}/${site.names.stateKey}`),
      ...calls("s3:PutObject s3:DeleteObject", `${arns.stateBucket}/toolchain/terraform_1.0.0.gz`),
      ...calls("dynamodb:PutItem dynamodb:DeleteItem", arns.lockTable, { keys: ofControlPlane }),
    ];
    expect(await decided(tried, true)).toEqual([]);
  });

  it("may delete no former version of a state, nor what is named like a pipeline's artifact in its bucket", async () => {
    const tried = [
      ...calls("s3:DeleteObjectVersion", `${arns.stateBucket}/pipelines/webshop--x/terraform.tfstate`),
      ...calls("s3:DeleteObject s3:DeleteObjectVersion", `${arns.stateBucket}/other--x/y`),
    ];
    expect(await decided(tried, true)).toEqual([]);
  });

  it("may change no table but the ledger, and nothing else of the control plane", async () => {
    const tried = [
      ...calls("dynamodb:UpdateItem dynamodb:Scan", arns.table),
      ...calls("codebuild:StartBuild codebuild:DeleteProject", arns.project),
      ...calls("ssm:PutParameter", arns.parameter),
      ...calls("sns:Publish sns:Subscribe sns:SetTopicAttributes", arns.topic),
      ...calls("sqs:ReceiveMessage sqs:SendMessage", arns.queue),
    ];
    expect(await decided(tried, true)).toEqual([]);
  });

  it("may delete neither other people's keys, nor the state's own even if it bore a pipeline's tag", async () => {
    // As KMS makes them: the key's policy leaves the decision to IAM.
    const resourcePolicy = leftToIam;
    const keys = { "aws:ResourceTag/stagewright:pipeline": "webshop--x" };
    const foreign = stateKey.replace(/f$/, "e");
    const tried = [
      ...calls("kms:ScheduleKeyDeletion kms:PutKeyPolicy kms:ListResourceTags", foreign, { resourcePolicy }),
      ...calls("kms:ScheduleKeyDeletion kms:PutKeyPolicy", stateKey, { keys, resourcePolicy }),
    ];
    expect(await decided(tried, true)).toEqual([]);
  });

  it("keeps a pipeline's key from its birth on, before its tags count, and another role does not", async () => {
    const tried = calls(keyKeeping.join(" "), keyArn, { resourcePolicy: keyPolicy });
    expect(await decided(tried, false)).toEqual([]);
    const other = { ...caller, arn: arns.role(site.names.dispatcher) };
    for (const call of tried) expect(await may(other, call), call.action).toBe(false);
  });

  it("may not send events in others' names, alone or among its own", async () => {
    const bus = arns.inRegion("events", "event-bus/default");
    const tried = [["aws.s3"], ["stagewright", "aws.s3"]].flatMap((sources) =>
      calls("events:PutEvents", bus, { keys: { "events:source": sources } }),
    );
    expect(await decided(tried, true)).toEqual([]);
  });
});
