import { describe, expect, it } from "vitest";
import { terraformErrors } from "./terraform-errors.js";

/** What cdktf 0.21 printed of two failures of Terraform 1.11, with `--no-color`. */
const chunked = `app-main--abc  Plan: 2 to add, 0 to change, 0 to destroy.
               terraform_data.a: Creating...
app-main--abc  Error: local-exec provisioner error

                 with terraform_data.a,
                 on cdk.tf.json line 17, in resource.terraform_data.a.provisioner.local-exec:
                 17:           }

               Error running command 'echo BucketAlreadyExists: something long long
               long; exit 3': exit status 3.


               Error: local-exec provisioner error

                 with module.prod.terraform_data.b["x"],
                 on modules/stage/main.tf line 24, in resource "terraform_data" "b":
                 24:     command = "exit 4"

app-main--abc  Error running command 'exit 4': exit status 4.


0 Stacks deploying     1 Stack done     0 Stacks waiting
Invoking Terraform CLI failed with exit code 1
`;

const framed = `
╷
│ Warning: Argument is deprecated
│\x20
│   with aws_s3_bucket.a,
╵
╷
│ Error: Error acquiring the state lock
│\x20
│ Error message: the conditional request
│ failed
│ Lock Info:
│   ID:   5a4c
│   Who:  root@build-17
╵
`;

describe("terraformErrors", () => {
  it("reads each error out of cdktf's output, with its address, whatever stands before its lines", () => {
    expect(terraformErrors(chunked)).toEqual([
      {
        summary: "local-exec provisioner error",
        address: "terraform_data.a",
        detail:
          "Error running command 'echo BucketAlreadyExists: something long long long; exit 3': exit status 3.",
      },
      {
        summary: "local-exec provisioner error",
        address: 'module.prod.terraform_data.b["x"]',
        detail: "Error running command 'exit 4': exit status 4.",
      },
    ]);
  });

  it("reads Terraform's frames, leaves warnings out and keeps what is set off by spaces", () => {
    expect(terraformErrors(framed)).toEqual([
      {
        summary: "Error acquiring the state lock",
        detail:
          "Error message: the conditional request failed Lock Info:\n  ID:   5a4c\n  Who:  root@build-17",
      },
    ]);
  });

  it("finds none in what is no error", () => {
    expect(terraformErrors("Apply complete!\nNo Error: here\n")).toEqual([]);
  });
});
