import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OptInPhoneNumberCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateDocumentCommand, GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../sandbox.js";

let stateDir: string;
let sandbox: Sandbox;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "stagewright-offered-"));
  sandbox = await startSandbox({ stateDir });
});

afterAll(async () => {
  await sandbox?.close();
  await rm(stateDir, { recursive: true, force: true });
});

const client = () => ({
  endpoint: sandbox.url,
  region: sandbox.region,
  credentials: sandbox.access.root(sandbox.accountId),
});

const named = (message: string) => ({ name: "NotImplementedException", message });

describe("an operation that the sandbox lacks is refused by name", () => {
  it("in JSON", async () => {
    const create = new CreateDocumentCommand({ Name: "restart", Content: "{}", DocumentType: "Command" });
    await expect(new SSMClient(client()).send(create)).rejects.toMatchObject(
      named("The sandbox does not offer CreateDocument of ssm"),
    );
  });

  it("in XML", async () => {
    const add = new OptInPhoneNumberCommand({ phoneNumber: "+4930123456" });
    await expect(new SNSClient(client()).send(add)).rejects.toMatchObject(
      named("The sandbox does not offer OptInPhoneNumber of sns"),
    );
  });

  it("and what it has is refused as in AWS, whatever the call's words are", async () => {
    const get = new GetParameterCommand({ Name: "Unknown action: GetParameter" });
    await expect(new SSMClient(client()).send(get)).rejects.not.toMatchObject({
      name: "NotImplementedException",
    });
  });
});
