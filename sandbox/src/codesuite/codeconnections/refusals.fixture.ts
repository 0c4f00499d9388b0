import { many, type RefusalCase } from "../refusal.fixture.js";
import { suiteAccount, suiteRegion } from "../suite.fixture.js";

const here = `${suiteRegion}:${suiteAccount}`;

export const connectionRefusals: RefusalCase[] = [
  ["connection", "CreateConnection", { ProviderType: "GitHub" }, "ValidationException"],
  [
    "connection",
    "CreateConnection",
    { ConnectionName: "a".repeat(33), ProviderType: "GitHub" },
    "ValidationException",
  ],
  ["modern", "CreateConnection", { ConnectionName: "a", ProviderType: "Subversion" }, "ValidationException"],
  ["modern", "CreateConnection", { ConnectionName: "a" }, "ValidationException"],
  [
    "connection",
    "CreateConnection",
    { ConnectionName: "a", HostArn: `arn:aws:codestar-connections:${here}:host/none` },
    "ResourceNotFoundException",
  ],
  [
    "connection",
    "CreateConnection",
    { ConnectionName: "a", ProviderType: "GitHub", Tags: many(51).map((Key) => ({ Key, Value: "" })) },
    "LimitExceededException",
  ],
  ["connection", "GetConnection", { ConnectionArn: "github" }, "ValidationException"],
  [
    "connection",
    "GetConnection",
    { ConnectionArn: `arn:aws:codestar-connections:${here}:connection/none` },
    "ResourceNotFoundException",
  ],
  [
    "modern",
    "DeleteConnection",
    { ConnectionArn: `arn:aws:codeconnections:${here}:connection/none` },
    "ResourceNotFoundException",
  ],
  ["connection", "ListConnections", { MaxResults: 101 }, "ValidationException"],
  [
    "connection",
    "CreateHost",
    { Name: "h", ProviderType: "GitHub", ProviderEndpoint: "https://git.example" },
    "ValidationException",
  ],
  [
    "connection",
    "GetHost",
    { HostArn: `arn:aws:codestar-connections:${here}:host/none` },
    "ResourceNotFoundException",
  ],
  [
    "modern",
    "TagResource",
    { ResourceArn: `arn:aws:codeconnections:${here}:connection/none`, Tags: [] },
    "ResourceNotFoundException",
  ],
];
