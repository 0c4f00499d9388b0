import { randomBytes } from "node:crypto";
import type {
  CreateWebhookInput,
  DeleteWebhookInput,
  UpdateWebhookInput,
  Webhook,
} from "@aws-sdk/client-codebuild";
import { AwsError, type CodeSuiteContext, type Operation, type Place } from "../core/index.js";
import { invalidInput, notFound } from "./errors.js";
import { findProject, projectPermission } from "./projects.js";
import { type ProjectRecord, placeOf, tablesOf } from "./state.js";

/**
 * Webhooks of projects. AWS makes them at GitHub or Bitbucket, which the sandbox does not call: with `manualCreation` the
 * caller makes it there, with the address and the secret that are answered.
 */
export function webhookOperations(context: CodeSuiteContext): Readonly<Record<string, Operation>> {
  return {
    CreateWebhook: createWebhook(context),
    UpdateWebhook: updateWebhook(context),
    DeleteWebhook: deleteWebhook(context),
  };
}

function createWebhook(context: CodeSuiteContext): Operation<CreateWebhookInput> {
  return {
    permission: ({ projectName = "" }, call) => projectPermission(context, projectName, call),
    handle: (input, call) => {
      const place = placeOf(call);
      const project = findProject(context, place, input.projectName ?? "");
      if (project.webhook) {
        throw new AwsError("ResourceAlreadyExistsException", `Webhook already exists: ${project.name}`);
      }
      checkCreation(project, input);
      const { projectName: _, ...given } = input;
      const webhook: Webhook = {
        ...withoutEmpty(given),
        payloadUrl: `https://codebuild.${place.region}.amazonaws.com/webhooks?t=${token()}&v=1`,
        status: "ACTIVE",
      };
      keep(context, place, project, webhook);
      return { webhook: { ...webhook, secret: token() } };
    },
  };
}

/** What is given replaces what was, also by nothing; of filters and a branch's pattern only one stays (UpdateWebhook). */
function updateWebhook(context: CodeSuiteContext): Operation<UpdateWebhookInput> {
  return {
    permission: ({ projectName = "" }, call) => projectPermission(context, projectName, call),
    handle: ({ projectName = "", rotateSecret, ...given }, call) => {
      const place = placeOf(call);
      const project = findProject(context, place, projectName);
      if (!project.webhook) throw notFound(`Webhook cannot be found: ${project.name}`);
      checkFilters(given);
      const { branchFilter, filterGroups, ...rest } = project.webhook;
      const isFiltered = given.filterGroups !== undefined || given.branchFilter !== undefined;
      const kept = isFiltered ? {} : withoutEmpty({ branchFilter, filterGroups });
      const webhook = { ...rest, ...kept, ...withoutEmpty(given) };
      keep(context, place, project, webhook);
      return { webhook: { ...webhook, ...(rotateSecret && { secret: token() }) } };
    },
  };
}

function deleteWebhook(context: CodeSuiteContext): Operation<DeleteWebhookInput> {
  return {
    permission: ({ projectName = "" }, call) => projectPermission(context, projectName, call),
    handle: ({ projectName = "" }, call) => {
      const place = placeOf(call);
      const project = findProject(context, place, projectName);
      if (!project.webhook) throw notFound(`Webhook cannot be found: ${project.name}`);
      const { webhook: _, ...rest } = project;
      tablesOf(context, place).projects.put(project.name, rest);
      return {};
    },
  };
}

function keep(context: CodeSuiteContext, place: Place, project: ProjectRecord, webhook: Webhook): void {
  tablesOf(context, place).projects.put(project.name, { ...project, webhook });
}

function checkCreation(project: ProjectRecord, input: CreateWebhookInput): void {
  const type = project.source?.type ?? "NO_SOURCE";
  if (!/^(GITHUB|BITBUCKET|GITLAB)/.test(type)) {
    throw invalidInput(`Invalid input: webhooks are not supported for source type ${type}`);
  }
  checkFilters(input);
  if (!input.manualCreation) {
    throw new AwsError(
      "OAuthProviderException",
      "Failed to create webhook: the sandbox calls no repository outside; set manualCreation and create it there",
    );
  }
  if (!type.startsWith("GITHUB")) {
    throw invalidInput(`Invalid input: manualCreation is not supported for source type ${type}`);
  }
}

/** API reference, CreateWebhook: use filterGroups or branchFilter, not both; each group has an EVENT filter. */
function checkFilters({ branchFilter, filterGroups = [] }: Omit<UpdateWebhookInput, "projectName">): void {
  if (branchFilter && filterGroups.length > 0) {
    throw invalidInput("Invalid input: branchFilter and filterGroups cannot be used together");
  }
  if (!filterGroups.every((group) => group.some(({ type }) => type === "EVENT"))) {
    throw invalidInput("Invalid input: a filter group must have a filter of type EVENT");
  }
}

function withoutEmpty<T extends object>(given: T): Partial<T> {
  const present = Object.entries(given).filter(
    ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(present) as Partial<T>;
}

const token = () => randomBytes(24).toString("base64url");
