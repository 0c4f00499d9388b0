import type { ResourceType } from "../resource-type.fixture.js";

/** https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_CreateConnection.html */
export const connection: ResourceType = {
  type: "aws_codestarconnections_connection",
  fewest: ({ name }) => ({ name, provider_type: "GitHub" }),
  all: ({ name }) => ({ name, provider_type: "GitHub", tags: { team: "R+D" } }),
  changes: ({ name }) => ({
    name: `${name}-b`,
    provider_type: "Bitbucket",
    tags: { team: "b", more: "" },
  }),
  replacing: ["name", "provider_type"],
  filledIn: { connection_status: "PENDING", arn: "/:connection\\//" },
};

/** https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_CreateHost.html */
export const connectionHost: ResourceType = {
  type: "aws_codestarconnections_host",
  fewest: ({ name }) => host(name, "https://git.example.com"),
  all: ({ name }) => ({
    ...host(name, "https://git.example.com"),
    vpc_configuration: {
      vpc_id: "vpc-0123456789abcdef0",
      subnet_ids: ["subnet-0123456789abcdef0"],
      security_group_ids: ["sg-0123456789abcdef0"],
    },
  }),
  changes: ({ name }) => ({ name: `${name}-b`, provider_endpoint: "https://other.example.com" }),
  replacing: ["name"],
  stays: ["vpc_configuration"],
  filledIn: { status: "PENDING" },
};

const host = (name: string, endpoint: string) => ({
  name,
  provider_endpoint: endpoint,
  provider_type: "GitHubEnterpriseServer",
});
