/** Something of a service, by its name in an account and a region. */
export interface Named {
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

/** An object of S3. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/** An artifact of a pipeline, for a build to read or to make. */
export interface BuildArtifactPlace extends ObjectPlace {
  /** The artifact's name. */
  readonly name: string;
}

/** A build as a pipeline asks for it. Who asks has been allowed to. */
export interface BuildRequest {
  readonly project: Named;
  /** Such as `codepipeline/NAME`. */
  readonly initiator: string;
  /** The primary one first. */
  readonly sources: readonly BuildArtifactPlace[];
  readonly artifacts: readonly BuildArtifactPlace[];
  readonly variables: readonly BuildVariable[];
  readonly buildspec?: string;
  /** The artifact store's key. */
  readonly encryptionKey?: string;
  /** What the primary source was made from, such as a commit. */
  readonly revision?: string;
}

export interface BuildVariable {
  readonly name: string;
  readonly value: string;
  readonly type?: "PLAINTEXT" | "PARAMETER_STORE" | "SECRETS_MANAGER";
}

/** How a build stands. */
export interface BuildState {
  /** Such as `IN_PROGRESS`, `SUCCEEDED`, `FAILED`. */
  readonly status: string;
  readonly isComplete: boolean;
  readonly exportedVariables: Readonly<Record<string, string>>;
  /** Of the phase that failed: `Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: …`. */
  readonly failure?: string;
  /** The log's ARN. */
  readonly logArn?: string;
}

/** What the other services may ask of CodeBuild. */
export interface Builds {
  /** Begins a build and gives its id. Throws AWS's error where it cannot. */
  start(request: BuildRequest): Promise<string>;
  /** By id; nothing when there is none. */
  describe(build: Named): BuildState | undefined;
}

/** A commit, and all that it holds. */
export interface FetchedSource {
  readonly commitId: string;
  readonly message: string;
  /** As git has it: `Name <mail>`. */
  readonly author: { readonly name: string; readonly email: string; readonly date: Date };
  readonly committerDate: Date;
  /** A zip archive of the commit's files. */
  archive(): Promise<Uint8Array>;
}

/** Which commit: one by its id, or the newest of a branch. */
export interface Wanted {
  readonly branch: string;
  readonly commitId?: string;
}

/** What the other services may ask of CodeCommit. */
export interface Sources {
  /** Throws AWS's error when there is no such repository, branch or commit. */
  fetch(repository: Named, wanted: Wanted): Promise<FetchedSource>;
}

export interface FoundConnection {
  /** Its kind of host: `GitHub`. */
  readonly providerType: string;
  readonly status: "PENDING" | "AVAILABLE";
}

/** What the other services may ask of CodeConnections. */
export interface Connections {
  /** Throws AWS's error when there is no connection of this ARN. */
  find(connectionArn: string): FoundConnection;
  /** @param repository `owner/name` at the host. Throws AWS's error when there is no such repository, branch or commit. */
  fetch(repository: string, wanted: Wanted): Promise<FetchedSource>;
}
