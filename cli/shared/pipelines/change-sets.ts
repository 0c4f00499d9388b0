import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { partitionOf, roleArn } from "../../../compiler/iam/index.js";
import type { Settings } from "../../../compiler/index.js";
import {
  type ChangeSetPlace,
  type ChangeSetView,
  readChangeSet,
} from "../../../controller/executions/index.js";
import { messageOf } from "../../../controller/records/index.js";
import { explainOutside } from "../outside.js";

/** A change set that this caller cannot look at, and why. */
export interface UnseenChangeSet extends ChangeSetPlace {
  readonly unseen: string;
}

export type SeenChangeSet = ChangeSetView | UnseenChangeSet;

/** What change sets would do, looked at with the view role of their accounts. What cannot be seen says why. */
export async function lookAtChangeSets(
  places: readonly ChangeSetPlace[],
  settings: Settings,
): Promise<SeenChangeSet[]> {
  return await Promise.all(places.map((place) => lookAt(place, settings)));
}

async function lookAt(place: ChangeSetPlace, settings: Settings): Promise<SeenChangeSet> {
  const { viewers, viewRole } = settings.childAccount;
  if (viewers.length === 0) {
    const unseen = "childAccount.viewers of the settings names nobody, so there is no role to look with.";
    return { ...place, unseen };
  }
  const role = roleArn(viewRole, { partition: partitionOf(place.region), account: place.account });
  try {
    return await withView(role, place, settings.region);
  } catch (error) {
    return { ...place, unseen: await whyUnseen(error, role) };
  }
}

async function withView(RoleArn: string, place: ChangeSetPlace, region: string): Promise<ChangeSetView> {
  const sts = new STSClient({ region });
  const request = { RoleArn, RoleSessionName: "stagewright-view" };
  const { Credentials } = await sts.send(new AssumeRoleCommand(request)).finally(() => sts.destroy());
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  const client = new CloudFormationClient({ region: place.region, credentials });
  return await readChangeSet(client, place).finally(() => client.destroy());
}

async function whyUnseen(error: unknown, role: string): Promise<string> {
  const said = (await explainOutside(error))?.message.split("\n")[0] ?? messageOf(error);
  return `${said} ${role} lets in whom childAccount.viewers names; \`stagewright accounts deploy\` makes it.`;
}
