import type {
  BatchGetProjectsInput,
  CreateProjectInput,
  DeleteProjectInput,
  InvalidateProjectCacheInput,
  ListProjectsInput,
  Tag,
  UpdateProjectInput,
  UpdateProjectVisibilityInput,
} from "@aws-sdk/client-codebuild";
import {
  type CodeSuiteContext,
  type Operation,
  type OperationCall,
  type Permission,
  type Place,
  requestTagContext,
  resourceTagContext,
  type Tags,
} from "../core/index.js";
import { projectExists, projectNotFound } from "./errors.js";
import { listPage } from "./pages.js";
import { changedProject, checkProject, newProject, projectArn } from "./project.js";
import { checkServiceRole } from "./roles.js";
import { buildLimit, type CodeBuildSettings } from "./settings.js";
import { nameOf, type ProjectRecord, placeOf, tablesOf } from "./state.js";

/** Operations on projects. */
export function projectOperations(
  context: CodeSuiteContext,
  settings: CodeBuildSettings,
): Readonly<Record<string, Operation>> {
  return {
    CreateProject: createProject(context, settings),
    UpdateProject: updateProject(context, settings),
    BatchGetProjects: batchGetProjects(context),
    ListProjects: listProjects(context),
    DeleteProject: deleteProject(context),
    InvalidateProjectCache: invalidateProjectCache(context),
    UpdateProjectVisibility: updateProjectVisibility(context),
  };
}

/** What IAM decides on: the project's ARN, which a name of no project has too, and its tags. */
export function projectPermission(
  context: CodeSuiteContext,
  nameOrArn: string,
  call: OperationCall,
): Permission {
  const place = placeOf(call);
  const project = tablesOf(context, place).projects.get(nameOf(nameOrArn, "project", place) ?? "");
  return {
    resource: nameOrArn.startsWith("arn:") ? nameOrArn : projectArn(place, nameOrArn),
    context: resourceTagContext(tagMap(project?.tags)),
  };
}

export function tagMap(tags: readonly Tag[] = []): Tags {
  return Object.fromEntries(tags.map(({ key = "", value = "" }) => [key, value]));
}

export function findProject(context: CodeSuiteContext, place: Place, nameOrArn: string): ProjectRecord {
  const name = nameOf(nameOrArn, "project", place);
  const found = name === undefined ? undefined : tablesOf(context, place).projects.get(name);
  if (found) return found;
  throw projectNotFound(nameOrArn.startsWith("arn:") ? nameOrArn : projectArn(place, nameOrArn));
}

function createProject(
  context: CodeSuiteContext,
  settings: CodeBuildSettings,
): Operation<CreateProjectInput> {
  return {
    permission: ({ name = "", tags }, call) => ({
      resource: projectArn(placeOf(call), name),
      context: requestTagContext(tagMap(tags)),
    }),
    handle: async (input, call) => {
      const place = placeOf(call);
      const { projects } = tablesOf(context, place);
      const project = newProject(input, place, context.now());
      checkProject(project, buildLimit(settings, place.accountId));
      await checkServiceRole(context, call, project.serviceRole ?? "", project.arn);
      if (projects.get(project.name)) throw projectExists(project.arn);
      projects.put(project.name, project);
      return { project };
    },
  };
}

function updateProject(
  context: CodeSuiteContext,
  settings: CodeBuildSettings,
): Operation<UpdateProjectInput> {
  return {
    permission: ({ name = "" }, call) => projectPermission(context, name, call),
    handle: async (input, call) => {
      const place = placeOf(call);
      const changed = () =>
        changedProject(findProject(context, place, input.name ?? ""), input, place, context.now());
      const wanted = changed();
      checkProject(wanted, buildLimit(settings, place.accountId));
      if (input.serviceRole) await checkServiceRole(context, call, input.serviceRole, wanted.arn);
      // Once more, since a build may have taken a number while IAM was asked.
      const project = changed();
      tablesOf(context, place).projects.put(project.name, project);
      return { project };
    },
  };
}

function batchGetProjects(context: CodeSuiteContext): Operation<BatchGetProjectsInput> {
  return {
    permission: ({ names = [] }, call) => projectPermission(context, names[0] ?? "", call),
    handle: async ({ names = [] }, call) => {
      const place = placeOf(call);
      const { projects } = tablesOf(context, place);
      for (const name of names.slice(1)) await call.require(projectPermission(context, name, call));
      const found = new Map(names.map((name) => [name, projects.get(nameOf(name, "project", place) ?? "")]));
      return {
        projects: [...new Set(found.values())].filter((project) => project !== undefined),
        projectsNotFound: names.filter((name) => !found.get(name)),
      };
    },
  };
}

function listProjects(context: CodeSuiteContext): Operation<ListProjectsInput> {
  const keys = {
    NAME: (project: ProjectRecord) => project.name,
    CREATED_TIME: (project: ProjectRecord) => `${project.created} ${project.name}`,
    LAST_MODIFIED_TIME: (project: ProjectRecord) => `${project.lastModified} ${project.name}`,
  };
  return {
    handle: ({ sortBy = "NAME", sortOrder, nextToken }, call) => {
      const items = tablesOf(context, placeOf(call)).projects.list();
      const page = listPage({ items, keyOf: keys[sortBy], sortOrder, defaultOrder: "ASCENDING", nextToken });
      return { projects: page.items.map((project) => project.name), nextToken: page.nextToken };
    },
  };
}

/** Deleting what is not there succeeds: the operation has no such error (API reference, DeleteProject). */
function deleteProject(context: CodeSuiteContext): Operation<DeleteProjectInput> {
  return {
    permission: ({ name = "" }, call) => projectPermission(context, name, call),
    handle: ({ name = "" }, call) => {
      const place = placeOf(call);
      tablesOf(context, place).projects.delete(nameOf(name, "project", place) ?? "");
      return {};
    },
  };
}

function invalidateProjectCache(context: CodeSuiteContext): Operation<InvalidateProjectCacheInput> {
  return {
    permission: ({ projectName = "" }, call) => projectPermission(context, projectName, call),
    handle: ({ projectName = "" }, call) => {
      findProject(context, placeOf(call), projectName);
      return {};
    },
  };
}

function updateProjectVisibility(context: CodeSuiteContext): Operation<UpdateProjectVisibilityInput> {
  return {
    permission: ({ projectArn: arn = "" }, call) => projectPermission(context, arn, call),
    handle: ({ projectArn: arn = "", projectVisibility, resourceAccessRole }, call) => {
      const place = placeOf(call);
      const project = findProject(context, place, arn);
      const { resourceAccessRole: _, publicProjectAlias: __, ...rest } = project;
      const alias = projectVisibility === "PUBLIC_READ" && { publicProjectAlias: arnAlias(project.arn) };
      const role = resourceAccessRole && { resourceAccessRole };
      tablesOf(context, place).projects.put(project.name, { ...rest, projectVisibility, ...role, ...alias });
      return { projectArn: project.arn, projectVisibility, ...alias };
    },
  };
}

function arnAlias(arn: string): string {
  return Buffer.from(arn).toString("base64url");
}
