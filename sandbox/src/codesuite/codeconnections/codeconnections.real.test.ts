import {
  CodeStarConnectionsClient,
  CreateConnectionCommand,
  CreateHostCommand,
  DeleteConnectionCommand,
  DeleteHostCommand,
  GetConnectionCommand,
  GetHostCommand,
  ListConnectionsCommand,
  ListHostsCommand,
  ListTagsForResourceCommand,
  paginateListConnections,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateHostCommand,
} from "@aws-sdk/client-codestar-connections";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSuite, suiteAccount, suiteRegion, type TestSuite } from "../suite.fixture.js";
import { completeConnection } from "./index.js";

const newTarget = "com.amazonaws.codeconnections.CodeConnections_20231201";
let suite: TestSuite;
let client: CodeStarConnectionsClient;

beforeAll(async () => {
  suite = await startSuite();
  client = new CodeStarConnectionsClient(suite.client());
});
afterAll(() => suite.close());
beforeEach(async () => {
  const { Connections = [] } = await client.send(new ListConnectionsCommand());
  for (const { ConnectionArn } of Connections)
    await client.send(new DeleteConnectionCommand({ ConnectionArn }));
});

const connect = async (ConnectionName: string, more: object = { ProviderType: "GitHub" }) => {
  const { ConnectionArn } = await client.send(new CreateConnectionCommand({ ConnectionName, ...more }));
  return ConnectionArn ?? "";
};
const modern = async (operation: string, body: object) =>
  (await suite.send(`${newTarget}.${operation}`, JSON.stringify(body))).body;

describe("a connection", () => {
  it("waits until somebody completes it, under an ARN of the name that made it", async () => {
    const ConnectionArn = await connect("github");
    expect(ConnectionArn).toMatch(`arn:aws:codestar-connections:${suiteRegion}:${suiteAccount}:connection/`);
    const { Connection } = await client.send(new GetConnectionCommand({ ConnectionArn }));
    expect(Connection).toMatchObject({
      ConnectionName: "github",
      ProviderType: "GitHub",
      ConnectionStatus: "PENDING",
      OwnerAccountId: suiteAccount,
    });
    completeConnection(suite.context, ConnectionArn);
    expect(await modern("GetConnection", { ConnectionArn })).toMatchObject({
      Connection: { ConnectionStatus: "AVAILABLE" },
    });
    const { Connections } = await client.send(new ListConnectionsCommand());
    expect(Connections).toMatchObject([{ ConnectionStatus: "AVAILABLE" }]);
    const made = await modern("CreateConnection", { ConnectionName: "new", ProviderType: "GitLab" });
    expect(made.ConnectionArn).toMatch(`arn:aws:codeconnections:${suiteRegion}:${suiteAccount}:connection/`);
  });

  it("is seen under both names, whichever made it", async () => {
    const ConnectionArn = await connect("github");
    const { ConnectionArn: other } = await modern("CreateConnection", {
      ConnectionName: "new",
      ProviderType: "GitLab",
    });
    const { Connections } = await client.send(new ListConnectionsCommand());
    expect(Connections?.map((each) => each.ConnectionArn).sort()).toEqual([ConnectionArn, other].sort());
    expect(await modern("GetConnection", { ConnectionArn })).toMatchObject({
      Connection: { ConnectionName: "github" },
    });
  });

  it("takes and loses tags", async () => {
    const ResourceArn = await connect("github", { ProviderType: "GitHub", Tags: [{ Key: "a", Value: "1" }] });
    await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: "b", Value: "2" }] }));
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["a"] }));
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn }));
    expect(Tags).toEqual([{ Key: "b", Value: "2" }]);
  });

  it("is gone after it is deleted", async () => {
    const ConnectionArn = await connect("github");
    await client.send(new DeleteConnectionCommand({ ConnectionArn }));
    await expect(client.send(new GetConnectionCommand({ ConnectionArn }))).rejects.toEqual(
      expect.objectContaining({ name: "ResourceNotFoundException" }),
    );
  });
});

it("what is neither a connection nor a host cannot be completed", () => {
  const place = `arn:aws:codeconnections:${suiteRegion}:${suiteAccount}`;
  for (const resource of ["connection/none", "host/none", "rule/none"])
    expect(() => completeConnection(suite.context, `${place}:${resource}`)).toThrow(/not found/);
});

it("connections are listed in pages and filtered by provider", async () => {
  for (const name of ["a", "b", "c"]) await connect(name);
  await connect("d", { ProviderType: "GitLab" });
  const sizes: number[] = [];
  const names: (string | undefined)[] = [];
  const filter = { ProviderTypeFilter: "GitHub" as const };
  for await (const { Connections = [] } of paginateListConnections({ client, pageSize: 2 }, filter)) {
    sizes.push(Connections.length);
    names.push(...Connections.map((each) => each.ConnectionName));
  }
  expect(sizes).toEqual([2, 1]);
  expect(names.sort()).toEqual(["a", "b", "c"]);
});

it("a host gives its connections their provider, and goes after them", async () => {
  const host = {
    Name: "ghe",
    ProviderType: "GitHubEnterpriseServer" as const,
    ProviderEndpoint: "https://git.example",
  };
  const { HostArn } = await client.send(new CreateHostCommand(host));
  const ConnectionArn = await connect("enterprise", { HostArn });
  const { Connection } = await client.send(new GetConnectionCommand({ ConnectionArn }));
  expect(Connection).toMatchObject({ ProviderType: "GitHubEnterpriseServer", HostArn });
  await client.send(new UpdateHostCommand({ HostArn, ProviderEndpoint: "https://new.example" }));
  const found = () => client.send(new GetHostCommand({ HostArn }));
  expect(await found()).toMatchObject({ ProviderEndpoint: "https://new.example", Status: "PENDING" });
  completeConnection(suite.context, ConnectionArn);
  expect(await found()).toMatchObject({ ProviderEndpoint: "https://new.example", Status: "AVAILABLE" });
  await expect(client.send(new DeleteHostCommand({ HostArn }))).rejects.toEqual(
    expect.objectContaining({ name: "ResourceUnavailableException" }),
  );
  await client.send(new DeleteConnectionCommand({ ConnectionArn }));
  await client.send(new DeleteHostCommand({ HostArn }));
  expect((await client.send(new ListHostsCommand())).Hosts).toEqual([]);
});
