import {
  DescribeKeyCommand,
  type KMSClient,
  ListResourceTagsCommand,
  paginateListAliases,
  paginateListKeys,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { unlessAbsent } from "./clients.js";
import { bearsTags, type Finder, type Search, type Tags, tagsIn, tagsOf, text } from "./finder.js";

export interface TaggedKey {
  readonly id: string;
  readonly madeAt: number;
}

/** Days in which a person may still call a deletion off; the stack's own keys have as many. */
const window = 7;

/**
 * A key has no name that Terraform gives it, only its tag. Of several the alias's own is the one; without an alias,
 * the first that was made. The others are `keysBeside`.
 */
export const findKey: Finder = async (_, search) => {
  const keys = await taggedKeys(search);
  const aliased = await aliasedOf(keys, search.clients.kms);
  const [key] = [...aliased, ...keys];
  return key && { id: key.id, tags: tagsOf(search) };
};

/** By the list: of an alias that is not there, KMS may say to who asks for its key that this is forbidden. */
export const findAlias: Finder = async (values, { clients: { kms } }) => {
  const name = text(values, "name");
  const KeyId = (await keysByAlias(kms)).get(name);
  return KeyId ? { id: name, tags: await tagsOfKey(KeyId, kms) } : undefined;
};

/** The keys that bear the pipeline's tag, the oldest first. What is on its way to deletion is gone already. */
export async function taggedKeys(search: Search): Promise<TaggedKey[]> {
  const { kms } = search.clients;
  const keys: TaggedKey[] = [];
  for await (const { Keys = [] } of paginateListKeys({ client: kms }, {})) {
    for (const { KeyId = "" } of Keys) {
      if (!bearsTags(await tagsOfKey(KeyId, kms), search)) continue;
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      if (!/^Enabled$|^Disabled$/.test(KeyMetadata?.KeyState ?? "")) continue;
      keys.push({ id: KeyId, madeAt: KeyMetadata?.CreationDate?.getTime() ?? 0 });
    }
  }
  return keys.sort((one, other) => one.madeAt - other.madeAt);
}

/** The keys that bear the tag and are none of these. */
export async function keysBeside(known: readonly string[], search: Search): Promise<string[]> {
  return (await taggedKeys(search)).map(({ id }) => id).filter((id) => !known.includes(id));
}

/** Schedules the deletion of keys that bear the tag and that no state knows. Says which. */
export async function deleteKeysBeside(known: readonly string[], search: Search): Promise<string[]> {
  const beside = await keysBeside(known, search);
  for (const KeyId of beside) {
    await search.clients.kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: window }));
  }
  return beside;
}

/** Keys whose tags we may not read are not ours: AWS's own, and other people's. */
async function tagsOfKey(KeyId: string, kms: KMSClient): Promise<Tags> {
  const tags = kms.send(new ListResourceTagsCommand({ KeyId }));
  return tagsIn((await unlessAbsent(tags, "AccessDeniedException", "NotFoundException"))?.Tags);
}

async function aliasedOf(keys: readonly TaggedKey[], kms: KMSClient): Promise<TaggedKey[]> {
  if (keys.length < 2) return [];
  const targets = new Set((await keysByAlias(kms)).values());
  return keys.filter(({ id }) => targets.has(id));
}

/** Aliases that have no key yet are AWS's own. */
async function keysByAlias(kms: KMSClient): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { Aliases = [] } of paginateListAliases({ client: kms }, {})) {
    for (const { AliasName, TargetKeyId } of Aliases)
      if (AliasName && TargetKeyId) found.set(AliasName, TargetKeyId);
  }
  return found;
}
