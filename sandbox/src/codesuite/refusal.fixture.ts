/** The services of the suite by short names, and the targets that their requests bear. */
export const targetPrefixes = {
  pipeline: "CodePipeline_20150709",
  commit: "CodeCommit_20150413",
  connection: "com.amazonaws.codestar.connections.CodeStar_connections_20191201",
  modern: "com.amazonaws.codeconnections.CodeConnections_20231201",
} as const;

export type Target = keyof typeof targetPrefixes;

/** A request and the code with which AWS refuses it. The body may need the id of the commit that is there. */
export type RefusalCase = [
  target: Target,
  operation: string,
  body: object | string | ((commitId: string) => object),
  code: string,
];

export const many = (count: number) => Array.from({ length: count }, (_, index) => `k${index}`);
