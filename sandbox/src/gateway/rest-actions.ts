import { decodePathPart, type Request, splitUrl } from "./message.js";

/** What a REST service is asked: the action, and the resource that the path names. */
export interface RestCall {
  readonly action: string;
  readonly resource?: string;
}

/**
 * Names the action behind a method and path for the REST services that a control plane uses. For others the action is
 * the method and the path's first segment, which is enough to tell calls apart in a record.
 */
export function readRestCall(service: string, request: Request): RestCall {
  const path = splitUrl(request.url).path.replace(versionPrefix, "");
  const segments = path.split("/").filter(Boolean).map(decodePathPart);
  const found = routes[service]?.find((route) => matches(route, request.method, segments));
  if (!found) return { action: `${request.method} /${segments[0] ?? ""}` };
  const at = found.segments.indexOf("{}");
  const resource = at < 0 ? undefined : segments[at];
  return { action: found.action, ...(resource && { resource }) };
}

/** Lambda's paths begin with the date of the operation's version. */
const versionPrefix = /^\/\d{4}-\d\d-\d\d(?=\/)/;

interface Route {
  readonly action: string;
  readonly method: string;
  readonly segments: readonly string[];
}

function matches(route: Route, method: string, segments: readonly string[]): boolean {
  return (
    route.method === method &&
    route.segments.length === segments.length &&
    route.segments.every((segment, at) => segment === "{}" || segment === segments[at])
  );
}

/** `GetFunction: GET functions {}`: an action's method and path segments. */
function parseRoutes(text: string): readonly Route[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [action = "", rest = ""] = line.trim().split(": ");
      const [method = "", ...segments] = rest.split(" ");
      return { action, method, segments };
    });
}

/** From the services' API models (botocore's `service-2.json`). */
const routes: Readonly<Record<string, readonly Route[]>> = {
  lambda: parseRoutes(`
    ListFunctions: GET functions
    CreateFunction: POST functions
    GetFunction: GET functions {}
    DeleteFunction: DELETE functions {}
    UpdateFunctionCode: PUT functions {} code
    GetFunctionConfiguration: GET functions {} configuration
    UpdateFunctionConfiguration: PUT functions {} configuration
    GetFunctionCodeSigningConfig: GET functions {} code-signing-config
    GetFunctionConcurrency: GET functions {} concurrency
    PutFunctionConcurrency: PUT functions {} concurrency
    DeleteFunctionConcurrency: DELETE functions {} concurrency
    GetFunctionEventInvokeConfig: GET functions {} event-invoke-config
    PutFunctionEventInvokeConfig: PUT functions {} event-invoke-config
    Invoke: POST functions {} invocations
    GetPolicy: GET functions {} policy
    AddPermission: POST functions {} policy
    RemovePermission: DELETE functions {} policy {}
    ListVersionsByFunction: GET functions {} versions
    PublishVersion: POST functions {} versions
    ListAliases: GET functions {} aliases
    CreateAlias: POST functions {} aliases
    ListEventSourceMappings: GET event-source-mappings
    CreateEventSourceMapping: POST event-source-mappings
    GetEventSourceMapping: GET event-source-mappings {}
    UpdateEventSourceMapping: PUT event-source-mappings {}
    DeleteEventSourceMapping: DELETE event-source-mappings {}
    ListTags: GET tags {}
    TagResource: POST tags {}
    UntagResource: DELETE tags {}`),
  "codestar-notifications": parseRoutes(`
    CreateNotificationRule: POST createNotificationRule
    DescribeNotificationRule: POST describeNotificationRule
    UpdateNotificationRule: POST updateNotificationRule
    DeleteNotificationRule: POST deleteNotificationRule
    ListNotificationRules: POST listNotificationRules
    ListEventTypes: POST listEventTypes
    Subscribe: POST subscribe
    Unsubscribe: POST unsubscribe
    ListTargets: POST listTargets
    DeleteTarget: POST deleteTarget
    TagResource: POST tagResource
    UntagResource: POST untagResource {}
    ListTagsForResource: POST listTagsForResource`),
  scheduler: parseRoutes(`
    ListSchedules: GET schedules
    GetSchedule: GET schedules {}
    CreateSchedule: POST schedules {}
    UpdateSchedule: PUT schedules {}
    DeleteSchedule: DELETE schedules {}
    ListScheduleGroups: GET schedule-groups
    GetScheduleGroup: GET schedule-groups {}
    CreateScheduleGroup: POST schedule-groups {}
    DeleteScheduleGroup: DELETE schedule-groups {}
    ListTagsForResource: GET tags {}
    TagResource: POST tags {}
    UntagResource: DELETE tags {}`),
};
