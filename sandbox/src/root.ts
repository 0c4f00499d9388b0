import type { Credentials } from "./service.js";

/** The key of an account's root: its id is the account's, its secret everybody knows. */
export const rootCredentials = (accountId: string): Credentials => ({
  accessKeyId: accountId,
  secretAccessKey: "test",
});
