import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  paginateListBuilds,
  paginateListProjects,
  paginateListReportGroups,
} from "@aws-sdk/client-codebuild";
import { CodeCommitClient, paginateListRepositories } from "@aws-sdk/client-codecommit";
import {
  CodePipelineClient,
  GetPipelineCommand,
  paginateListPipelines,
  type StageDeclaration,
} from "@aws-sdk/client-codepipeline";
import { CodeStarConnectionsClient, paginateListConnections } from "@aws-sdk/client-codestar-connections";
import { gather, type Kind, type Resource } from "./resource.js";

/** What `BatchGetBuilds` takes at once; older builds are not shown. */
const buildsShown = 100;

export const pipelines: Kind = {
  name: "CodePipeline pipelines",
  async list(options) {
    const client = new CodePipelineClient(options);
    const found = await gather(paginateListPipelines({ client }, {}), (page) => page.pipelines);
    return Promise.all(
      found.map(async ({ name = "", pipelineType = "" }) => {
        const { pipeline } = await client.send(new GetPipelineCommand({ name }));
        return { name, detail: pipelineType, parts: pipeline?.stages?.map(stage) ?? [] };
      }),
    );
  },
};

export const projects: Kind = {
  name: "CodeBuild projects",
  async list(options) {
    const pages = paginateListProjects({ client: new CodeBuildClient(options) }, {});
    const found = await gather(pages, (page) => page.projects);
    return found.map((name) => ({ name }));
  },
};

/** CodeBuild makes them while builds run, and they outlive their projects. */
export const reportGroups: Kind = {
  name: "CodeBuild report groups",
  async list(options) {
    const pages = paginateListReportGroups({ client: new CodeBuildClient(options) }, {});
    const found = await gather(pages, (page) => page.reportGroups);
    return found.map((arn) => ({ name: arn.slice(arn.indexOf("/") + 1) }));
  },
};

export const builds: Kind = {
  name: "CodeBuild builds",
  isOrdered: true,
  async list(options) {
    const client = new CodeBuildClient(options);
    const ids = await gather(paginateListBuilds({ client }, {}), (page) => page.ids);
    if (ids.length === 0) return [];
    const newest = new BatchGetBuildsCommand({ ids: ids.slice(0, buildsShown) });
    const { builds: found = [] } = await client.send(newest);
    return found.map(({ id = "", buildStatus = "" }) => ({ name: id, detail: buildStatus }));
  },
};

export const repositories: Kind = {
  name: "CodeCommit repositories",
  async list(options) {
    const pages = paginateListRepositories({ client: new CodeCommitClient(options) }, {});
    const found = await gather(pages, (page) => page.repositories);
    return found.map(({ repositoryName = "" }) => ({ name: repositoryName }));
  },
};

export const connections: Kind = {
  name: "CodeConnections connections",
  async list(options) {
    const pages = paginateListConnections({ client: new CodeStarConnectionsClient(options) }, {});
    const found = await gather(pages, (page) => page.Connections);
    return found.map(({ ConnectionName = "", ProviderType = "", ConnectionStatus = "" }) => ({
      name: ConnectionName,
      detail: `${ProviderType}, ${ConnectionStatus}`,
    }));
  },
};

function stage({ name = "", actions = [] }: StageDeclaration): Resource {
  const parts = actions.map((action) => ({
    name: action.name ?? "",
    detail: action.actionTypeId?.provider ?? "",
  }));
  return { name, parts };
}
