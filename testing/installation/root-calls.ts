import type { CallRecord, Sandbox } from "@stagewright/sandbox";

/** Calls that the root of an account made. */
export interface RootCalls {
  /** As `111111111111 iam CreateRole name`, but for those that are set aside. */
  list(): string[];
  /** Sets aside what is only looked at meanwhile. */
  aside<T>(work: () => Promise<T>): Promise<T>;
}

/** What the sandbox's CodePipeline looks at in its neighbours, as AWS's own would: whether what a stage names is there. */
const looksOfCodePipeline = ["s3 HeadBucket", "sns GetTopicAttributes"];

/** Notes every call of a root from now on. */
export function noteRootCalls({ gateway }: Pick<Sandbox, "gateway">): RootCalls {
  const noted: string[] = [];
  let looking = 0;
  gateway.records.subscribe((call) => {
    if (!call.principal?.endsWith(":root")) return;
    if (looksOfCodePipeline.includes(`${call.service} ${call.action}`)) return;
    if (looking > 0 && isLook(call)) return;
    noted.push([call.account, call.service, call.action, call.resource].join(" "));
  });
  return {
    list: () => noted,
    aside: async (work) => {
      looking += 1;
      return work().finally(() => {
        looking -= 1;
      });
    },
  };
}

function isLook({ action }: CallRecord): boolean {
  return /^(BatchGet|Describe|Get|List)/.test(action);
}
