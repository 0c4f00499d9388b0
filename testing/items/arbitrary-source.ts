import fc from "fast-check";
import { accountId, arbitraryName, digits, hexadecimal, letters, wordCharacters } from "./arbitrary-text.js";
import type { SourceChoice } from "./configuration.js";

const branchParts = [
  "main",
  "release",
  "feature",
  "v1.2",
  "hot_fix",
  "ABC-123",
  "ünïcode",
  "日本語",
  "🚀",
  "x#y",
  "it's",
  'q"r',
  "${a}",
  "%{b}",
  "a;b",
  "$(x)",
];
export const arbitraryBranch = fc
  .array(fc.oneof(fc.constantFrom(...branchParts), arbitraryName(`${letters}${digits}_-`, 20)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join("/"));

export const repositoryName = arbitraryName(wordCharacters, 100).filter((text) => !text.endsWith(".git"));
export const repositoryPath = fc
  .array(arbitraryName(wordCharacters, 30), { minLength: 2, maxLength: 3 })
  .map((parts) => parts.join("/"));

const connectionArn = fc
  .tuple(fc.constantFrom("codeconnections", "codestar-connections"), accountId, hexadecimal(12))
  .map(
    ([service, account, id]) =>
      `arn:aws:${service}:us-east-1:${account}:connection/0a1b2c3d-0000-4000-8000-${id}`,
  );

export const arbitrarySource = (type: SourceChoice["Type"]): fc.Arbitrary<SourceChoice> => {
  const Type = fc.constant(type);
  if (type === "CodeConnections") return fc.record({ Type, ConnectionArn: connectionArn });
  if (type === "CodeCommit") return fc.record({ Type });
  const Bucket = fc
    .tuple(fc.constantFrom("acme", "a1", "releases"), hexadecimal(8))
    .map(([first, last]) => `${first}-${last}`);
  const Key = fc.constantFrom("source.zip", "web shop/$x/%{y}.zip", "deep/日本語/source.zip");
  return fc.record({ Type, Bucket, Key });
};
