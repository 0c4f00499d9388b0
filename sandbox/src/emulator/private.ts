/** An emulator, and what proves that its sandbox asks. */
export interface PrivateAddress {
  readonly url: string;
  readonly secret: string;
}

/** Asks for a private path of the emulator, such as `places`; see private.py. */
export function askPrivately(
  { url, secret }: PrivateAddress,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  return fetch(`${url}/_stagewright/${path}`, { ...init, headers: bearer(secret) });
}

export const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });
