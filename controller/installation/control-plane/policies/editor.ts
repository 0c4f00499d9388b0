import {
  allow,
  ofService,
  ownedBy,
  type Policy,
  policy,
  type Statement,
} from "../../../../compiler/iam/index.js";
import type { Site } from "../site.js";
import { arnsOf } from "./arns.js";
import { useKey } from "./keep-state.js";
import { readPipelines } from "./read-pipelines.js";
import { seeConnections } from "./see-connections.js";
import { watchExecutions } from "./watch-executions.js";

/** What who runs `put`, `get`, `rm`, `list`, `status`, `plan`, `policies`, `executions` and `logs` may do: write items, and look at the rest. */
export function editorPolicy(site: Site): Policy {
  const edit = ofService("dynamodb", ["DeleteItem", "GetItem", "PutItem", "Scan"]);
  return policy([allow("EditItems", edit, [arnsOf(site).table]), ...lookAround(site), ...useKey(site)]);
}

/** The same without `put` and `rm`: for what shows a change in a pull request, and changes nothing. */
export function viewerPolicy(site: Site): Policy {
  const { table } = arnsOf(site);
  const { stateKeyArn } = site;
  return policy([
    allow("ReadItems", ofService("dynamodb", ["GetItem", "Scan"]), [table]),
    ...lookAround(site),
    allow("ReadWithStateKey", ["kms:Decrypt"], stateKeyArn ? [stateKeyArn] : []),
  ]);
}

function lookAround(site: Site): Statement[] {
  const { parameter, ledger } = arnsOf(site);
  return [
    allow("ReadInstallation", ofService("ssm", ["GetParameter"]), [parameter]),
    allow("SeeLedger", ofService("dynamodb", ["GetItem", "Query", "Scan"]), [ledger]),
    ...readStates(site),
    ...readPipelines(site),
    ...watchExecutions(site),
    ...seeConnections(site),
  ];
}

/** A plan takes no lock, so that who plans needs to write nothing; which accounts are prepared, their states tell. */
function readStates(site: Site): Statement[] {
  const { stateBucket, lockTable } = arnsOf(site);
  const read = [
    "accounts/*",
    "pipelines/*/terraform.tfstate",
    "pipelines/*/configurations/*",
    "pipelines/*/owner.json",
  ];
  const digests = `${site.names.stateBucket}/pipelines/*/terraform.tfstate-md5`;
  return [
    allow(
      "ReadStates",
      ofService("s3", ["GetObject"]),
      read.map((key) => `${stateBucket}/${key}`),
      ownedBy(site.account),
    ),
    allow("FindStates", ofService("s3", ["ListBucket"]), [stateBucket], ownedBy(site.account)),
    allow("ReadDigests", ofService("dynamodb", ["GetItem"]), site.hasLockTable ? [lockTable] : [], {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [digests] },
    }),
  ];
}
