import { S3Client } from "@aws-sdk/client-s3";
import type { AccountAccess, Authorizer, Caller, Credentials } from "../../../service.js";
import type { Place } from "../../core/index.js";
import { arnAt, type Permission, tryParseArn } from "../../core/index.js";
import { ActionFailure, type ActionRole } from "../actions/execution.js";
import type { ActionRun, VersionedPipeline } from "../flow/index.js";

/** What a role is taken by, and judged. */
export interface RoleContext {
  readonly access: Pick<AccountAccess, "endpoint" | "assumeServiceRole">;
  readonly authorizer: Authorizer;
}

/** "Role chaining limits your … role session to a maximum of one hour" (…/IAM/latest/UserGuide/id_roles.html). */
const sessionSeconds = 3_600;

/**
 * The role of one run. The pipeline's role is taken by CodePipeline, and takes the action's own, which may be another
 * account's: https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-cross-account.html
 */
export class RunRole implements ActionRole {
  readonly accountId: string;
  readonly #arn: string;
  readonly #context: RoleContext;
  readonly #pipeline: VersionedPipeline;
  readonly #home: Place;
  readonly #session: string;
  readonly #clients = new Map<string, S3Client>();
  #taken: Promise<void> | undefined;

  constructor(
    context: RoleContext,
    pipeline: VersionedPipeline,
    home: Place,
    run: Pick<ActionRun, "id" | "roleArn">,
  ) {
    this.#context = context;
    this.#pipeline = pipeline;
    this.#home = home;
    this.#session = run.id;
    this.#arn = run.roleArn ?? pipeline.roleArn;
    this.accountId = tryParseArn(this.#arn)?.accountId ?? home.accountId;
  }

  async require({ action, resource, context = {} }: Permission & { readonly action: string }): Promise<void> {
    await this.#take();
    const caller = callerOf(this.#arn, this.#session);
    const decision = await this.#context.authorizer.authorize({ caller, action, resource, context });
    if (!decision.allowed) throw new ActionFailure("PermissionError", decision.message);
  }

  /** Clients keep a session until it is about to end, and then ask for the next: an action may take days. */
  readonly credentials = async (): Promise<Credentials> => {
    await this.#assume();
    return this.#context.access.assumeServiceRole(this.#arn, this.#session, { seconds: sessionSeconds });
  };

  async lend(policy: object): Promise<Credentials> {
    await this.#take();
    const limits = { seconds: sessionSeconds, policy: JSON.stringify(policy) };
    return this.#context.access.assumeServiceRole(this.#arn, this.#session, limits);
  }

  /** A role that cannot be taken is told of here: at a call it would look like that call's own failure. */
  async s3(region: string): Promise<S3Client> {
    await this.#take();
    const known = this.#clients.get(region);
    if (known) return known;
    const { endpoint } = this.#context.access;
    const client = new S3Client({ credentials: this.credentials, region, endpoint, forcePathStyle: true });
    this.#clients.set(region, client);
    return client;
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
  }

  #take(): Promise<void> {
    this.#taken ??= this.#assume();
    return this.#taken;
  }

  /** …/userguide/cross-service-confused-deputy-prevention.html: who takes the pipeline's role, and for which pipeline. */
  async #assume(): Promise<void> {
    const { authorizer } = this.#context;
    const { roleArn, name } = this.#pipeline;
    const service = await authorizer.trusts({
      roleArn,
      principal: { service: "codepipeline.amazonaws.com" },
      context: {
        "aws:SourceAccount": this.#home.accountId,
        "aws:SourceArn": arnAt(this.#home, "codepipeline", name),
      },
    });
    if (!service.allowed) throw notAssumable(roleArn);
    if (this.#arn === roleArn) return;
    const caller = callerOf(roleArn, this.#session);
    const own = await authorizer.trusts({ roleArn: this.#arn, principal: { caller } });
    if (!own.allowed) throw notAssumable(this.#arn);
  }
}

function notAssumable(roleArn: string): ActionFailure {
  return new ActionFailure(
    "PermissionError",
    `CodePipeline is not authorized to perform AssumeRole on role ${roleArn}`,
  );
}

/** A session of a role, as IAM sees it. */
function callerOf(roleArn: string, session: string): Caller {
  const { accountId = "", partition = "aws" } = tryParseArn(roleArn) ?? {};
  const roleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const arn = `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${session}`;
  return { accountId, accessKeyId: "", arn, roleArn };
}
