import { expect, it } from "vitest";
import { readRestCall } from "./rest-actions.js";

it.each([
  ["lambda", "GET", "/2015-03-31/functions/", "ListFunctions", undefined],
  ["lambda", "POST", "/2015-03-31/functions", "CreateFunction", undefined],
  ["lambda", "GET", "/2015-03-31/functions/dispatcher", "GetFunction", "dispatcher"],
  ["lambda", "POST", "/2015-03-31/functions/dispatcher/invocations", "Invoke", "dispatcher"],
  ["lambda", "DELETE", "/2015-03-31/functions/dispatcher/policy/sid", "RemovePermission", "dispatcher"],
  ["lambda", "GET", "/2015-03-31/event-source-mappings/u-1", "GetEventSourceMapping", "u-1"],
  ["lambda", "GET", "/2017-03-31/tags/arn%3Aaws%3Alambda", "ListTags", "arn:aws:lambda"],
  ["scheduler", "GET", "/schedules/sweep?groupName=g", "GetSchedule", "sweep"],
  ["scheduler", "POST", "/schedule-groups/g", "CreateScheduleGroup", "g"],
])("%s: %s %s is %s of %s", (service, method, url, action, resource) => {
  const call = readRestCall(service, { method, url, headers: [] });
  expect(call).toEqual({ action, ...(resource && { resource }) });
});

it.each([
  ["batch", "POST", "/v1/submitjob", "POST /v1"],
  ["lambda", "PATCH", "/2015-03-31/functions/x", "PATCH /functions"],
  ["unknown", "GET", "/", "GET /"],
])("%s: %s %s, which is not known, goes by method and first segment", (service, method, url, action) => {
  expect(readRestCall(service, { method, url, headers: [] })).toEqual({ action });
});
