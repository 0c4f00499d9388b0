import { describe, expect, it } from "vitest";
import { connectionsOf } from "../../../compiler/kinds/index.js";
import { modelOf } from "../../../testing/items/compile.js";
import { itemWith } from "../../../testing/items/items.js";
import { examineConnections } from "./connections.js";

const arn = "arn:aws:codeconnections:us-east-1:111111111111:connection/0a1b2c3d-0000-4000-8000-000000000001";
const statusIs = (status: string | Error) => examineConnections([arn], async () => status);

describe("the connections of sources", () => {
  it("are looked at once each, and only those", () => {
    const withConnection = modelOf(
      itemWith({}, { RepoName: "acme/webshop", Source: { Type: "CodeConnections", ConnectionArn: arn } }),
    );
    expect(
      connectionsOf([...withConnection.sources, ...modelOf(itemWith({})).sources, ...withConnection.sources]),
    ).toEqual([arn]);
  });

  it("are well when they are available", async () => {
    expect(await statusIs("AVAILABLE")).toEqual([]);
  });

  it("wait for a person who completes them, which is told before a run fails", async () => {
    expect(await statusIs("PENDING")).toMatchObject([
      {
        kind: "connection",
        subject: arn,
        message: expect.stringContaining("PENDING"),
        remedy: expect.stringContaining("Update pending connection"),
      },
    ]);
  });

  it("may be gone, or closed to who looks, which is told in AWS's own words", async () => {
    const gone = Object.assign(new Error("Connection not found"), { name: "ResourceNotFoundException" });
    expect(await statusIs(gone)).toMatchObject([
      { message: expect.stringContaining("ResourceNotFoundException: Connection not found") },
    ]);
  });
});
