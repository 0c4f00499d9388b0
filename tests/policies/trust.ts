import type { Policy } from "../../compiler/pipeline/index.js";
import { members } from "./fleet.js";
import { central, settings } from "./subject.js";

/** Who may take the roles of a target account that is prepared for the repositories that deploy there. */
export function trustIn(account: string): { readonly formation: Policy; readonly test: Policy } {
  const repositories = members
    .filter(({ deploysTo }) => deploysTo.includes(account))
    .map(({ repository }) => repository);
  return { formation: trust("pipeline", repositories), test: trust("tests-*", repositories) };
}

function trust(ending: string, repositories: readonly string[]): Policy {
  const callers = `arn:aws:iam::${central}:role/${settings.namePrefix}-*--*-${ending}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RolesOfStagewright",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${central}:root` },
        Action: ["sts:AssumeRole"],
        Condition: {
          ArnLike: { "aws:PrincipalArn": [callers] },
          StringLike: { "aws:PrincipalTag/stagewright:repository": repositories },
        },
      },
    ],
  };
}
