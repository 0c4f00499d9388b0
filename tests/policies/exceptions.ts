import type { Policy, Statement } from "../../compiler/iam/index.js";
import { controlPlaneExceptions } from "./control-plane-exceptions.js";
import type { Exception } from "./exception.js";
import { pipelineExceptions } from "./pipeline-exceptions.js";
import { targetAccountExceptions } from "./target-account-exceptions.js";

/** The one list of wildcards in actions and resources of every policy that the project ships. */
export const exceptions: readonly Exception[] = [
  ...pipelineExceptions,
  ...controlPlaneExceptions,
  ...targetAccountExceptions,
];

/** Wildcards of a policy that the list does not explain, as `owner Sid text`. `used` collects what was needed. */
export function findUnexplained(owner: string, { Statement }: Policy, used = new Set<Exception>()): string[] {
  return Statement.flatMap((statement) =>
    wildcardsIn(statement)
      .filter((text) => !isExplained(owner, statement.Sid, text, used))
      .map((text) => `${owner} ${statement.Sid} ${text}`),
  );
}

function isExplained(owner: string, sid: string, text: string, used: Set<Exception>): boolean {
  const found = exceptions.find((one) => one.where.test(owner) && one.sid.test(sid) && one.shape.test(text));
  if (found) used.add(found);
  return found !== undefined;
}

/** Actions and resources with `*` or `?`, and statements that allow anybody. */
function wildcardsIn({ Action, Resource = [], Principal, Effect }: Statement): string[] {
  const anybody = Principal === "*" && Effect === "Allow" ? ["Principal *"] : [];
  return [...[Action].flat(), ...[Resource].flat(), ...anybody].filter((text) => /[*?]/.test(text));
}
