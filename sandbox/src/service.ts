import type { Readable } from "node:stream";

/** Who signed a call, as IAM sees them. */
export interface Caller {
  /** 12 digits. */
  readonly accountId: string;
  readonly accessKeyId: string;
  /** The account's root, a user, or an assumed-role session: `arn:aws:sts::111111111111:assumed-role/Name/session`. */
  readonly arn: string;
  /** Set for sessions: the role behind them, with its path: `arn:aws:iam::111111111111:role/path/Name`. */
  readonly roleArn?: string;
}

/** One call of an AWS JSON 1.0/1.1 service, signed by a known caller. */
export interface ServiceCall {
  /** `X-Amz-Target` before the dot, such as `CodeBuild_20161006`. */
  readonly target: string;
  /** `X-Amz-Target` after the dot, such as `StartBuild`. */
  readonly operation: string;
  /** From the signature's credential scope. */
  readonly region: string;
  readonly caller: Caller;
  /** The raw request body: JSON, not yet checked. */
  readonly body: string;
  /** Of a REST service, whose path and query belong to the request. */
  readonly url?: string;
}

export interface ServiceAnswer {
  readonly status: number;
  /** Serialised as JSON; errors carry `__type` and `message`, as AWS does. */
  readonly body: unknown;
}

/** One request of git's protocol over HTTP, from a caller who has shown a key: https://git-scm.com/docs/http-protocol */
export interface GitRequest {
  readonly method: string;
  /** The repository's name as the path has it, not yet checked. */
  readonly repository: string;
  /** Below the repository: `info/refs`, `git-upload-pack`, `git-receive-pack`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly caller: Caller;
  /** Whether what the caller has shown counts in a region: a signature counts in one, a secret in all. */
  countsIn(region: string): boolean;
  readonly body: AsyncIterable<Buffer>;
}

export interface GitAnswer {
  /** Of the repository, once it is found. */
  readonly region?: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable | Buffer | string;
}

/** A service that the gateway routes to instead of the emulator. */
export interface Service {
  /** The prefixes of `X-Amz-Target` that it answers. */
  readonly targets: readonly string[];
  /** Of a REST service: the name that its calls are signed for. */
  readonly signingName?: string;
  answer(call: ServiceCall): Promise<ServiceAnswer>;
  /** Of CodeCommit: what `git clone`, `fetch` and `push` ask. */
  git?(request: GitRequest): Promise<GitAnswer>;
  /** Ends what the service runs (builds, timers). */
  close(): Promise<void>;
}

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly message: string };

/** What IAM says of a call: the caller's policies, boundary and session, with the given context keys. */
export interface Authorizer {
  authorize(request: {
    readonly caller: Caller;
    /** Such as `codebuild:StartBuild`. */
    readonly action: string;
    /** The resource's ARN, or `*` where the action has no resource level. */
    readonly resource: string;
    readonly context?: Readonly<Record<string, string | readonly string[]>>;
  }): Promise<Decision>;

  /**
   * Whether a role exists and its trust policy lets this principal (a service such as `codebuild.amazonaws.com`,
   * or a caller's ARN) assume it.
   */
  trusts(request: {
    readonly roleArn: string;
    readonly principal: { readonly service: string } | { readonly caller: Caller };
    readonly context?: Readonly<Record<string, string | readonly string[]>>;
  }): Promise<Decision>;
}

/** Short-lived credentials and the address to use them with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The account as its own administrator sees it: how a stood-in service looks at the rest of AWS. */
export interface AccountAccess {
  /** The gateway's address, for SDK clients and child processes: `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** The root credentials of an account (12 digits). */
  root(accountId: string): Credentials;
  /** A session of a service role, as the service itself would get it. */
  assumeServiceRole(roleArn: string, sessionName: string): Promise<Credentials>;
}
