import type {
  BatchDeleteBuildsInput,
  BatchGetBuildsInput,
  ListBuildsForProjectInput,
  ListBuildsInput,
  StopBuildInput,
} from "@aws-sdk/client-codebuild";
import type { CodeSuiteContext, Operation, OperationCall, Permission, Place } from "../core/index.js";
import { buildNotFound } from "./errors.js";
import { listPage } from "./pages.js";
import { findProject, projectPermission } from "./projects.js";
import type { BuildRunner } from "./runner.js";
import { type BuildRecord, nameOf, placeOf } from "./state.js";

/** Operations on builds that were started. */
export function buildOperations(
  context: CodeSuiteContext,
  runner: BuildRunner,
): Readonly<Record<string, Operation>> {
  return {
    BatchGetBuilds: batchGetBuilds(context, runner),
    StopBuild: stopBuild(context, runner),
    ListBuilds: listBuilds(runner),
    ListBuildsForProject: listBuildsForProject(context, runner),
    BatchDeleteBuilds: batchDeleteBuilds(context, runner),
  };
}

/** IAM decides on builds by their project (service authorization reference, CodeBuild). */
export function buildPermission(context: CodeSuiteContext, idOrArn: string, call: OperationCall): Permission {
  const id = nameOf(idOrArn, "build", placeOf(call)) ?? idOrArn;
  return projectPermission(context, id.slice(0, Math.max(id.lastIndexOf(":"), 0)) || id, call);
}

function tryFindBuild(runner: BuildRunner, place: Place, idOrArn: string): BuildRecord | undefined {
  const id = nameOf(idOrArn, "build", place);
  return id === undefined ? undefined : runner.buildsOf(place).get(id);
}

export function findBuild(runner: BuildRunner, place: Place, idOrArn: string): BuildRecord {
  const build = tryFindBuild(runner, place, idOrArn);
  if (build) return build;
  throw buildNotFound(idOrArn);
}

async function requireAll(
  context: CodeSuiteContext,
  ids: readonly string[],
  call: OperationCall,
): Promise<void> {
  for (const id of ids) await call.require(buildPermission(context, id, call));
}

function batchGetBuilds(context: CodeSuiteContext, runner: BuildRunner): Operation<BatchGetBuildsInput> {
  return {
    permission: ({ ids = [] }, call) => buildPermission(context, ids[0] ?? "", call),
    handle: async ({ ids = [] }, call) => {
      await requireAll(context, ids.slice(1), call);
      const found = new Map(ids.map((id) => [id, tryFindBuild(runner, placeOf(call), id)]));
      return {
        builds: [...new Set(found.values())].filter((build) => build !== undefined),
        buildsNotFound: ids.filter((id) => !found.get(id)),
      };
    },
  };
}

/** A build that has ended stays as it is. */
function stopBuild(context: CodeSuiteContext, runner: BuildRunner): Operation<StopBuildInput> {
  return {
    permission: ({ id = "" }, call) => buildPermission(context, id, call),
    handle: ({ id = "" }, call) => {
      const build = findBuild(runner, placeOf(call), id);
      runner.stop(build.id);
      return { build: findBuild(runner, placeOf(call), id) };
    },
  };
}

function listBuilds(runner: BuildRunner): Operation<ListBuildsInput> {
  return {
    handle: ({ sortOrder, nextToken }, call) => {
      const page = listPage({
        items: runner.buildsOf(placeOf(call)).list(),
        keyOf: (build) => `${build.startTime} ${build.id}`,
        sortOrder,
        defaultOrder: "DESCENDING",
        nextToken,
      });
      return { ids: page.items.map((build) => build.id), nextToken: page.nextToken };
    },
  };
}

/** Build numbers as text that sorts as numbers do. */
const numberDigits = 12;

function listBuildsForProject(
  context: CodeSuiteContext,
  runner: BuildRunner,
): Operation<ListBuildsForProjectInput> {
  return {
    permission: ({ projectName = "" }, call) => projectPermission(context, projectName, call),
    handle: ({ projectName = "", sortOrder, nextToken }, call) => {
      const place = placeOf(call);
      const { name } = findProject(context, place, projectName);
      const page = listPage({
        items: runner
          .buildsOf(place)
          .list()
          .filter((build) => build.projectName === name),
        keyOf: (build) => String(build.buildNumber).padStart(numberDigits, "0"),
        sortOrder,
        defaultOrder: "DESCENDING",
        nextToken,
      });
      return { ids: page.items.map((build) => build.id), nextToken: page.nextToken };
    },
  };
}

function batchDeleteBuilds(
  context: CodeSuiteContext,
  runner: BuildRunner,
): Operation<BatchDeleteBuildsInput> {
  return {
    permission: ({ ids = [] }, call) => buildPermission(context, ids[0] ?? "", call),
    handle: async ({ ids = [] }, call) => {
      await requireAll(context, ids.slice(1), call);
      const builds = runner.buildsOf(placeOf(call));
      const deletable = (id: string) => tryFindBuild(runner, placeOf(call), id)?.buildComplete === true;
      const buildsDeleted = ids.filter(deletable);
      const buildsNotDeleted = ids
        .filter((id) => !buildsDeleted.includes(id))
        .map((id) => ({
          id,
          statusCode: tryFindBuild(runner, placeOf(call), id) ? "BUILD_IN_PROGRESS" : "BUILD_NOT_FOUND",
        }));
      for (const id of buildsDeleted) builds.delete(nameOf(id, "build", placeOf(call)) ?? id);
      return { buildsDeleted, buildsNotDeleted };
    },
  };
}
