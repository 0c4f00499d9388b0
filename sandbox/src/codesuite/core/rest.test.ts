import { expect, it } from "vitest";
import type { ApiModel } from "./models.js";
import { restMembers } from "./rest.js";

const model: ApiModel = {
  metadata: { serviceFullName: "Pets", endpointPrefix: "pets" },
  operations: {
    Untag: { input: { shape: "UntagInput" }, http: { method: "POST", requestUri: "/untag/{resourceArn}" } },
    List: { input: { shape: "ListInput" }, http: { method: "POST", requestUri: "/list" } },
  },
  shapes: {
    UntagInput: {
      type: "structure",
      members: {
        Arn: { shape: "Text", location: "uri", locationName: "resourceArn" },
        TagKeys: { shape: "Keys", location: "querystring", locationName: "tagKeys" },
        Force: { shape: "Text", location: "querystring", locationName: "force" },
        Reason: { shape: "Text" },
      },
    },
    ListInput: { type: "structure", members: { Token: { shape: "Text" } } },
    Keys: { type: "list", member: { shape: "Text" } },
    Text: { type: "string" },
  },
};

it("what stands in a path and a query are members, lists also when they have one item", () => {
  const url = "/untag/arn%3Aaws%3Apets%3A%3A1%3Adog%2Frex?tagKeys=a&force=yes";
  expect(restMembers(model, "Untag", url)).toEqual({
    Arn: "arn:aws:pets::1:dog/rex",
    TagKeys: ["a"],
    Force: "yes",
  });
});

it.each(["List", "Absent"])("%s has none", (operation) => {
  expect(restMembers(model, operation, "/list?tagKeys=a")).toEqual({});
});

it("a path that is not properly encoded is a value as it stands, which the service refuses", () => {
  expect(restMembers(model, "Untag", "/untag/100%")).toEqual({ Arn: "100%" });
});
