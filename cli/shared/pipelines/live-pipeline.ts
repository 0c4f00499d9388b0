import { CodePipelineClient, PipelineNotFoundException } from "@aws-sdk/client-codepipeline";
import { pipelineId } from "../../../compiler/index.js";
import { pipelineName } from "../../../compiler/names/index.js";
import { type PipelineView, readPipeline } from "../../../controller/executions/index.js";
import type { Installation } from "../../../controller/installation/index.js";
import type { PipelineKey } from "../../../controller/records/index.js";
import { type InstallationOptions, openInstallation } from "../installation.js";
import { endWith } from "../refuse.js";
import type { Terminal } from "../terminal.js";
import { printMissing } from "./missing.js";
import { explainRefusal } from "./refusals.js";

/** A pipeline as it is in AWS, whatever its item says. */
export interface LivePipeline {
  readonly key: PipelineKey;
  /** In AWS. */
  readonly name: string;
  readonly installation: Installation;
  readonly client: CodePipelineClient;
  read(): Promise<PipelineView>;
}

/** Ends the command with the reason where the pipeline is not there, or CodePipeline refuses what is asked of it. */
export async function withLivePipeline<T>(
  key: PipelineKey,
  options: InstallationOptions,
  out: Terminal,
  work: (pipeline: LivePipeline) => Promise<T>,
): Promise<T> {
  const installation = await openInstallation(options, out);
  const { namePrefix, region } = installation.settings;
  const name = pipelineName(namePrefix, pipelineId(key.repository, key.branch));
  const client = new CodePipelineClient({ region });
  try {
    return await work({ key, name, installation, client, read: () => readPipeline(client, name) });
  } catch (error) {
    if (error instanceof PipelineNotFoundException) return await printMissing(key, installation, out);
    const words = explainRefusal(error);
    if (!words) throw error;
    return endWith(words, out);
  } finally {
    client.destroy();
  }
}
