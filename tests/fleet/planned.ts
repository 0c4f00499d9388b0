import type { StreamViewType } from "@aws-sdk/client-dynamodb";
import {
  readLambda,
  sha256,
  terraformOf,
  zipLambda,
} from "../../controller/installation/control-plane/index.js";
import { installationWith } from "../../controller/installation/control-plane/installation.fixture.js";
import { type ControlPlaneNames, controlPlaneNames } from "../../controller/installation/index.js";

/** What `bootstrap` would tell Terraform to make between the table and the builds, and the functions' program. */
export interface Planned {
  readonly names: ControlPlaneNames;
  readonly resource: Resources;
  readonly lambdaZip: Uint8Array;
}

export type ControlPlaneJob = "dispatcher" | "schedule" | "reconciler";

export interface Resources {
  readonly aws_dynamodb_table: { readonly config: { readonly stream_view_type: StreamViewType } };
  readonly aws_iam_role: Readonly<
    Record<ControlPlaneJob, { readonly name: string; readonly assume_role_policy: string }>
  >;
  readonly aws_iam_role_policy: Readonly<
    Record<ControlPlaneJob, { readonly name: string; readonly policy: string }>
  >;
  readonly aws_lambda_function: Readonly<Record<Exclude<ControlPlaneJob, "reconciler">, PlannedFunction>>;
  readonly aws_lambda_event_source_mapping: { readonly stream: PlannedMapping };
  readonly aws_cloudwatch_log_group: Readonly<Record<ControlPlaneJob, { readonly name: string }>>;
  readonly aws_sqs_queue: { readonly failed_records: { readonly name: string } };
}

export interface PlannedFunction {
  readonly function_name: string;
  readonly handler: string;
  readonly runtime: "nodejs22.x";
  /** Seconds. */
  readonly timeout: number;
  readonly memory_size: number;
  readonly environment: { readonly variables: Readonly<Record<string, string>> };
}

export interface PlannedMapping {
  readonly starting_position: "TRIM_HORIZON";
  readonly batch_size: number;
  readonly maximum_batching_window_in_seconds: number;
  readonly maximum_retry_attempts: number;
  readonly maximum_record_age_in_seconds: number;
  readonly bisect_batch_on_function_error: boolean;
  readonly function_response_types: "ReportBatchItemFailures"[];
}

/** From the control plane's own stack, so that what is run under load is what is shipped. */
export function planControlPlane(settings: object): Planned {
  const installation = installationWith(settings);
  const lambdaZip = zipLambda(readLambda());
  const options = { installation, lambdaSha256: sha256(lambdaZip), protect: false };
  const { resource } = terraformOf(options) as { resource: Resources };
  return { names: controlPlaneNames(installation.settings), resource, lambdaZip };
}
