import { type Problem, type Schema, show } from "../../../diagnostics/index.js";
import { allow, arn, parseArn } from "../../../iam/index.js";
import type { Settings } from "../../../settings/index.js";
import { given } from "../../given.js";
import type { RawSource, SourceKind } from "../../kind.js";
import { services, underEachName, useConnections } from "./grants.js";

/** GitHub, GitLab and Bitbucket through CodeConnections. */
export interface ConnectionSource {
  readonly type: "CodeConnections";
  readonly connectionArn: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
}

const connectionArn: Schema = {
  description: "The connection, for CodeConnections.",
  type: "string",
  pattern:
    "^arn:aws[a-z-]*:(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection/[0-9a-f-]{36}$",
  "x-allowed": "the ARN of a CodeConnections (or CodeStar) connection",
  examples: [
    "arn:aws:codeconnections:eu-west-1:111111111111:connection/0a1b2c3d-0000-4000-8000-1234567890ab",
  ],
};

/** The connection starts the pipeline by itself. */
export const codeConnections: SourceKind<ConnectionSource> = {
  type: "CodeConnections",
  label: "CodeConnections for GitHub, GitLab and Bitbucket",
  keys: {
    properties: { ConnectionArn: connectionArn },
    required: { ConnectionArn: "the ARN of a connection of the central account" },
  },
  inherited: ["ConnectionArn"],
  isRepository: true,
  whyNoRepository: (name) =>
    name.includes("/")
      ? undefined
      : {
          message: `A connection names repositories by owner and name; found ${show(name)}.`,
          hint: `Write owner/${name}.`,
        },
  check: checkConnection,
  valid: ({ ConnectionArn }, named, application) => ({
    type: "CodeConnections",
    connectionArn: given(ConnectionArn ?? application?.connectionArn, "ConnectionArn"),
    ...named,
  }),
  action: ({ connectionArn, repository, branch }, starts) => ({
    provider: "CodeStarSourceConnection",
    configuration: {
      ConnectionArn: connectionArn,
      FullRepositoryId: repository,
      BranchName: branch,
      DetectChanges: String(starts),
    },
    summary: `CodeConnections ${repository} ${branch}`,
  }),
  connection: ({ connectionArn }) => connectionArn,
  grants: useConnections,
  ceiling: {
    part: "source CodeConnections",
    budget: 350,
    grows: [],
    statements: (installation) => [
      allow(
        "Connections",
        underEachName("UseConnection"),
        services.map((service) => arn(service, "connection/*", { ...installation, region: "*" })),
      ),
    ],
  },
};

/** A pipeline uses connections of its own account only. */
function checkConnection({ ConnectionArn: written }: RawSource, path: string, settings: Settings): Problem[] {
  const { centralAccount } = settings;
  const account = written === undefined ? undefined : parseArn(written)?.account;
  if (account === undefined || centralAccount === undefined || account === centralAccount) return [];
  return [
    {
      path: `${path}/ConnectionArn`,
      code: "item.connection-elsewhere",
      value: show(written),
      message: `The connection is in account ${account}; the pipelines are in ${centralAccount}.`,
      hint: "Name a connection of the central account.",
    },
  ];
}
