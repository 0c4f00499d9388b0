import { describe, expect, it } from "vitest";
import { RunFailed } from "../../../toolchain/index.js";
import { explainError } from "./explain-error.js";

const failed = (stderr: string) =>
  explainError(
    Promise.reject(
      new RunFailed({
        command: "terraform",
        args: ["plan"],
        exitCode: 1,
        signal: undefined,
        timedOut: false,
        cancelled: false,
        stdout: "",
        stderr,
        durationMs: 1000,
      }),
    ),
  );

const held = `│ Error: Error acquiring the state lock
│
│ Error message: ConditionalCheckFailedException: The conditional request failed
│ Lock Info:
│   ID:        0b8ff1f2-6ba7-b810-9dad-11d180b4fe1d
│   Path:      bucket/control-plane/terraform.tfstate
│   Operation: OperationTypeApply
│   Who:       ann@laptop
│   Version:   1.11.4
│   Created:   2026-01-01 10:00:05.123456789 +0000 UTC
`;

describe("a failure of Terraform", () => {
  it("over a lock says whose it is, since when, and the way out", async () => {
    await expect(failed(held)).rejects.toThrow(
      /held by ann@laptop\.\nIt was taken at 2026-01-01 10:00:05 UTC\.[\s\S]*bootstrap --unlock 0b8ff1f2-6ba7-b810-9dad-11d180b4fe1d$/,
    );
  });

  it("of another kind keeps Terraform's words, with ours after them", async () => {
    const denied = "Error: arn:aws:iam::1:user/a is not authorized to perform: iam:CreateRole on resource: b";
    await expect(failed(denied)).rejects.toThrow(
      /ended with exit code 1[\s\S]*may not do iam:CreateRole on b\.\n/,
    );
  });

  it("is the only one that is explained", async () => {
    await expect(explainError(Promise.reject(new Error("other")))).rejects.toThrow(/^other$/);
  });
});
