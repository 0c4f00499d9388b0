import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { installAwsCli } from "@stagewright/sandbox";
import { putAwsOnPath } from "../../cli/demo/aws-on-path.js";
import { startInstallation, type TestInstallation } from "../../testing/installation/installation.js";
import { makeStarter } from "../../testing/installation/starter.js";
import { environment, itemWith, test as testOf } from "../../testing/items/items.js";
import { answerOpen, type WatchedPipeline } from "./executions.js";
import { prepareAccount } from "./prepared-account.js";
import { pushFolder } from "./push-folder.js";

export const [stagingAccount, productionAccount] = ["222222222222", "333333333333"];

/** The item of `examples/repositories/api`. */
export function apiItem(more: object = {}) {
  const Tests = { Api: testOf({ Repository: "api-tests", BuildSpec: "api/buildspec.yml" }) };
  return itemWith(
    {
      Staging: environment({ AwsAccountId: stagingAccount, Tests }),
      Production: environment({ AwsAccountId: productionAccount, ManualApproval: true }),
    },
    { RepoName: "api", ...more },
  );
}

export type Edit = readonly [file: string, from: string, to: string];

/** An installation in which pipelines of the example run, and what a user does there. */
export interface ApiInstallation {
  readonly installation: TestInstallation;
  /** Applies the stack of an item: its pipeline starts by itself. */
  pipelineOf(item: object): Promise<WatchedPipeline>;
  /** Pushes an example, as it is or with other words, and gives what the command says. Throws where it fails. */
  push(repository: string, edits?: readonly Edit[], branch?: string): Promise<string>;
  readonly answer: typeof answerOpen;
  /** As anybody asks the API, without credentials. */
  orderFrom(watched: WatchedPipeline, environment: string, id?: string): Promise<[number, unknown]>;
  apiOf(watched: WatchedPipeline, environment: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** `repositories`: of the pipelines that may deploy. */
export async function startApiInstallation(repositories: readonly string[]): Promise<ApiInstallation> {
  const takeAwsAway = await putAwsOnPath(await installAwsCli());
  const folder = await mkdtemp(join(tmpdir(), "stagewright-api-"));
  const installation = await startInstallation({ childAccount: { repositories } }, { startsItself: true });
  await Promise.all([
    makeStarter(installation),
    ...[stagingAccount, productionAccount].map((account) => prepareAccount(installation, account)),
  ]);
  const apiOf = (watched: WatchedPipeline, name: string) => readApiId(installation, watched, name);
  return {
    installation,
    apiOf,
    pipelineOf: async (item) => {
      const work = await installation.synth(item);
      await work.terraform().init();
      await work.terraform().apply();
      return { client: new CodePipelineClient(installation.client), name: work.pipeline.name };
    },
    push: (repository, edits = [], branch = "main") =>
      push({ installation, folder, repository, edits, branch }),
    answer: answerOpen,
    orderFrom: async (watched, name, id = "1") => {
      const at = `_aws/execute-api/${await apiOf(watched, name)}/live/orders/${id}`;
      const response = await fetch(`${installation.sandbox.url}/${at}`);
      return [response.status, await response.json()];
    },
    close: async () => {
      await installation.close();
      await takeAwsAway();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function readApiId(
  { sandbox, client }: TestInstallation,
  { name }: WatchedPipeline,
  environmentName: string,
): Promise<string | undefined> {
  const account = environmentName === "staging" ? stagingAccount : productionAccount;
  const credentials = sandbox.access.root(account);
  const formation = new CloudFormationClient({ ...client, credentials });
  const StackName = `${name}-${environmentName}-stack`;
  const { Stacks } = await formation.send(new DescribeStacksCommand({ StackName }));
  return Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === "ApiId")?.OutputValue;
}

interface Push {
  readonly installation: TestInstallation;
  /** Where a copy of the example is made. */
  readonly folder: string;
  readonly repository: string;
  readonly edits: readonly Edit[];
  readonly branch: string;
}

async function push({ installation, folder, repository, edits, branch }: Push): Promise<string> {
  const copy = join(folder, repository);
  await cp(join("examples/repositories", repository), copy, { recursive: true });
  for (const [file, from, to] of edits) {
    const text = await readFile(join(copy, file), "utf8");
    await writeFile(join(copy, file), text.replaceAll(from, to));
  }
  return pushFolder(copy, repository, branch, installation);
}
