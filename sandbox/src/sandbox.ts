import { join, resolve } from "node:path";
import { accountAccess } from "./access.js";
import { apiElements } from "./api-elements.js";
import { createAuthorizer } from "./authorization/index.js";
import { defaultProgram } from "./branding.js";
import {
  botocoreModels,
  type CodeBuildSettings,
  type CodePipelineSettings,
  type CodeSuite,
  createCodeSuite,
  type HostedRepositories,
} from "./codesuite/index.js";
import {
  advanceClock,
  confirmSubscription,
  decisionsOf,
  type Emulator,
  identify,
  installEmulator,
  type PolicyDecision,
  prepareEmulator,
  publishEvent,
  type Settling,
  type Trouble,
  type UnjudgedTypes,
} from "./emulator/index.js";
import { environmentOf } from "./environment.js";
import { createPatches, type Gateway } from "./gateway/index.js";
import { startOnKeptPort } from "./port.js";
import { claimFolder } from "./registration.js";
import type { AccountAccess, Service } from "./service.js";

export interface SandboxOptions {
  /** Everything that the sandbox keeps: one sandbox at a time, and a second start finds what the first one left. */
  readonly stateDir: string;
  /** Where the emulator is installed once; see `defaultCacheDir`. */
  readonly cacheDir?: string;
  /** Default: the folder's former port if it is free, otherwise any free one. */
  readonly port?: number;
  /** 12 digits; default `111111111111`. Any other account is there as soon as someone signs as its root. */
  readonly accountId?: string;
  /** Default `eu-central-1`. */
  readonly region?: string;
  /** Such as how many builds run at once; what is left out is as in AWS. */
  readonly codeBuild?: Partial<CodeBuildSettings>;
  /** Such as whether pipelines start by themselves (`startsItself`); what is left out is as in AWS. */
  readonly codePipeline?: Partial<CodePipelineSettings>;
  /** `owner/name` of a repository that a connection reaches → the git repository on this machine that stands for it. */
  readonly repositories?: HostedRepositories;
  /**
   * CloudFormation stacks with a role: `refuse`, the default, fails resources of types of which the sandbox does not know
   * what they ask of the role; `pass` makes them without asking, with a line in the emulator's log.
   */
  readonly unjudgedTypes?: UnjudgedTypes;
  /** Seconds until new tags and policies count, which in AWS takes a while. Default: they count at once. */
  readonly settling?: Settling;
  /** Seconds: the shortest session that `sts:AssumeRole` gives; default 900, as in AWS. For tests of sessions that end. */
  readonly shortestSession?: number;
  /** Hears of functions that cannot start, or that fail what is sent to them: of each once, as it stands. */
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Web pages that may call it, such as `http://localhost:3000`; none unless told. */
  readonly allowOrigins?: readonly string[];
  /** The name by which people call the command line, for hints; default `stagewright-sandbox`. */
  readonly program?: string;
  /** Calls off a start. */
  readonly signal?: AbortSignal;
}

/** An AWS account on this machine. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`, which everything calls. */
  readonly url: string;
  /** What is behind it: without a gateway, its records and its patches. */
  readonly emulatorUrl: string;
  readonly accountId: string;
  readonly region: string;
  /** What every account's root signs with, and what `/_stagewright/` wants as a bearer token. */
  readonly secret: string;
  /** What was called, and what to break. */
  readonly gateway: Pick<Gateway, "records" | "faults">;
  readonly access: AccountAccess;
  /** What was asked of IAM so far, of the policies of roles and users: each question once. */
  decisions(): Promise<PolicyDecision[]>;
  /** Moves the time ahead by which subscriptions, schedules and time-outs of pipelines' actions go, and tags and policies settle; that of signatures and sessions stays. */
  advanceClock(seconds: number): Promise<void>;
  /** Confirms an e-mail subscription, as the link in its mail would. */
  confirmSubscription(topicArn: string, endpoint: string): Promise<void>;
  /** Completes a connection, or sets up a host, as a person would in the console: until then it is PENDING. */
  completeConnection(arn: string): void;
  /** Settles when the emulator has ended, also when nobody asked it to. */
  readonly ended: Promise<void>;
  /** What AWS's SDKs, its command line and Terraform need to know, as the root of the account. */
  env(): Record<string, string>;
  /** Stops builds, saves the state, and ends every process of the sandbox. */
  close(): Promise<void>;
}

type Settings = SandboxOptions &
  Required<Pick<SandboxOptions, "accountId" | "region">> & { readonly secret: string };

/** What is to be ended, as far as it was begun. */
interface Running {
  emulator?: Emulator;
  gateway?: Gateway;
  services: readonly Service[];
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const stateDir = resolve(options.stateDir);
  const claim = await claimFolder(stateDir, options.program ?? defaultProgram);
  const { secret } = claim;
  const settings = { accountId: "111111111111", region: "eu-central-1", ...options, stateDir, secret };
  const running: Running = { services: [] };
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= end(running).finally(claim.release);
    return closing;
  };
  try {
    const sandbox = { ...(await start(settings, running)), close };
    await claim.publish(sandbox);
    return sandbox;
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(settings: Settings, running: Running): Promise<Omit<Sandbox, "close">> {
  const { stateDir, accountId, region, secret, allowOrigins = [], program = defaultProgram } = settings;
  const packages = await installEmulator(settings);
  let suite: CodeSuite | undefined;
  const emulator = await prepareEmulator({
    ...{ ...settings, packages, stateDir: join(stateDir, "emulator") },
    onPipelineStart: (start) => suite?.startPipeline(start),
  });
  running.emulator = emulator;

  const whose = (accessKeyId: string) => identify(emulator, accessKeyId);
  const authorizer = createAuthorizer(emulator, region);
  const elementsOf = apiElements(botocoreModels(packages.folder));
  const { shortestSession: shortest } = settings;
  const patches = createPatches({ authorizer, root: emulator.root, elementsOf, shortest });
  const gateway = await startOnKeptPort(settings, {
    ...{ upstream: emulator.url, secret, allowOrigins, program },
    ...{ identify: whose, patches, completeConnection: (arn: string) => suite?.completeConnection(arn) },
  });
  running.gateway = gateway;

  const access = accountAccess(gateway.url, emulator, region);
  suite = createCodeSuite({
    ...{ access, authorizer, region, botocoreDir: packages.folder },
    stateDir: join(stateDir, "code-suite"),
    emit: (event) => publishEvent(emulator, event),
    ...(settings.codeBuild && { codeBuild: settings.codeBuild }),
    ...(settings.codePipeline && { codePipeline: settings.codePipeline }),
    ...(settings.repositories && { repositories: settings.repositories }),
  });
  running.services = suite.services;
  gateway.serve(suite.services);
  await emulator.open(gateway.url);
  suite.open();

  const account = { url: gateway.url, emulatorUrl: emulator.url, accountId, region, secret };
  const told = { decisions: () => decisionsOf(emulator), env: () => environmentOf(account) };
  return {
    ...account,
    ...{ gateway, access, ended: emulator.ended },
    ...told,
    ...movesOf(emulator, suite),
  };
}

/** What in AWS happens by and by, or by a person in a browser. */
function movesOf(
  emulator: Emulator,
  suite: CodeSuite,
): Pick<Sandbox, "advanceClock" | "confirmSubscription" | "completeConnection"> {
  return {
    async advanceClock(seconds) {
      await advanceClock(emulator, seconds);
      suite.advanceClock(seconds);
    },
    confirmSubscription: (topicArn, endpoint) => confirmSubscription(emulator, { topicArn, endpoint }),
    completeConnection: (arn) => suite.completeConnection(arn),
  };
}

/** Builds first, while they can still write their logs; then whoever calls; then what is called. */
async function end({ services, gateway, emulator }: Running): Promise<void> {
  const stopped = Promise.all(services.map((service) => service.close()));
  await stopped.finally(() => gateway?.close()).finally(() => emulator?.close());
}
