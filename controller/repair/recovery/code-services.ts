import { BatchGetProjectsCommand } from "@aws-sdk/client-codebuild";
import { GetPipelineCommand, ListTagsForResourceCommand } from "@aws-sdk/client-codepipeline";
import { unlessAbsent } from "./clients.js";
import { type Finder, tagsIn, text } from "./finder.js";

export const findProject: Finder = async (values, { clients: { codeBuild } }) => {
  const name = text(values, "name");
  const { projects = [] } = await codeBuild.send(new BatchGetProjectsCommand({ names: [name] }));
  const [project] = projects;
  return project && { id: name, tags: tagsIn(project.tags) };
};

export const findPipeline: Finder = async (values, { clients: { codePipeline } }) => {
  const name = text(values, "name");
  const found = await unlessAbsent(
    codePipeline.send(new GetPipelineCommand({ name })),
    "PipelineNotFoundException",
  );
  const resourceArn = found?.metadata?.pipelineArn;
  if (!resourceArn) return undefined;
  const { tags = [] } = await codePipeline.send(new ListTagsForResourceCommand({ resourceArn }));
  return { id: name, tags: tagsIn(tags) };
};
