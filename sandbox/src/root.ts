import type { Credentials } from "./service.js";

/** The keys of accounts' roots in one sandbox: their ids are the accounts', their secret is the sandbox's. */
export const rootsWith =
  (secret: string) =>
  (accountId: string): Credentials => ({ accessKeyId: accountId, secretAccessKey: secret });
