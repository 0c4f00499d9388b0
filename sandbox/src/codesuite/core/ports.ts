/** Something of a service, by its name in an account and a region. */
export interface Named {
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

/** What the other services may ask of CodeBuild. */
export interface Builds {
  projectExists(project: Named): boolean;
}

/** What the other services may ask of CodeConnections. */
export interface Connections {
  /** By the part of a connection's ARN after its account: `connection/0a1b2c3d-…`. */
  exists(connection: Named): boolean;
}
