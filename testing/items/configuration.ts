/** A configuration that every spelling can express: what the forms below write down. */
export interface Configuration {
  readonly repository: string;
  readonly branch: string;
  readonly source?: SourceChoice | undefined;
  readonly build: JobChoice;
  readonly executionMode?: string | undefined;
  readonly artifactRetentionDays?: number | undefined;
  readonly logRetentionDays?: number | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** How the order is said: in each environment, or in a list. */
  readonly order: "numbers" | "list";
  /** In the order of deployment. */
  readonly environments: readonly EnvironmentChoice[];
}

export interface SourceChoice {
  readonly Type: "CodeCommit" | "CodeConnections" | "S3";
  readonly ConnectionArn?: string;
  readonly Bucket?: string;
  readonly Key?: string;
}

export interface JobChoice {
  readonly image?: string | undefined;
  readonly buildspec?: string | undefined;
  readonly computeType?: string | undefined;
  readonly timeoutMinutes?: number | undefined;
  readonly privileged?: boolean | undefined;
  readonly variables?: Readonly<Record<string, string | { Type: string; Value: string }>> | undefined;
  readonly vpc?: object | undefined;
}

export interface EnvironmentChoice {
  readonly name: string;
  readonly accountId: string;
  readonly deploy: boolean;
  readonly approval?: boolean | string | readonly string[] | object | undefined;
  readonly templatePath?: string | undefined;
  readonly capabilities?: readonly string[] | undefined;
  readonly parameterOverrides?: Readonly<Record<string, string>> | undefined;
  readonly tests: readonly TestChoice[];
}

export interface TestChoice {
  readonly name: string;
  readonly run: boolean;
  readonly source?: SourceChoice | undefined;
  readonly repository: string;
  readonly branch: string;
  readonly job: JobChoice;
}
