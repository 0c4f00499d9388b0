import { describe, expect, it } from "vitest";
import type { Authorizer, ServiceCall } from "../../service.js";
import { AwsError } from "./errors.js";
import { petshop } from "./petshop.fixture.js";
import { defineService, type Operation } from "./service.js";

interface Asked {
  action: string;
  resource: string;
}

function shop(adopt: Partial<Operation> = {}, deny: string[] = []) {
  const asked: Asked[] = [];
  const authorizer: Authorizer = {
    async authorize({ action, resource }) {
      asked.push({ action, resource });
      return deny.includes(action) ? { allowed: false, message: `not ${action}` } : { allowed: true };
    },
    trusts: async () => ({ allowed: true }),
  };
  const operations = { AdoptPet: { handle: () => ({}), ...adopt } };
  const service = defineService({ model: petshop, iamPrefix: "pets", authorizer, operations });
  const answer = (operation: string, body: string) => service.answer(callOf(operation, body));
  return { service, asked, answer };
}

function callOf(operation: string, body: string): ServiceCall {
  const caller = {
    accountId: "111111111111",
    accessKeyId: "111111111111",
    arn: "arn:aws:iam::111111111111:root",
  };
  return { target: "PetShop_20200101", operation, region: "eu-west-1", caller, body };
}

describe("defineService", () => {
  it("answers for the model's target, with and without its package", () => {
    expect(shop().service.targets).toEqual(["com.example.PetShop_20200101", "PetShop_20200101"]);
  });

  it("hands the decoded input and the caller's place to the operation and encodes its output", async () => {
    const { answer } = shop({
      handle: (input, call) => ({ ...(input as object), born: new Date(1000), region: call.region }),
    });
    expect(await answer("AdoptPet", '{"name":"rex","unknown":1}')).toEqual({
      status: 200,
      body: { name: "rex", born: 1 },
    });
  });

  it.each([
    ["Nonsense", "{}", 400, "UnknownOperationException", "Unknown operation Nonsense"],
    ["constructor", "{}", 400, "UnknownOperationException", "Unknown operation constructor"],
    ["CloseShop", "{}", 501, "NotImplementedException", "The sandbox's Pet Shop does not offer CloseShop"],
    ["AdoptPet", "{", 400, "SerializationException", "The request body is not JSON"],
    [
      "AdoptPet",
      "",
      400,
      "ValidationException",
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    ],
  ])("refuses %s with body %j", async (operation, body, status, type, message) => {
    expect(await shop().answer(operation, body)).toEqual({ status, body: { __type: type, message } });
  });

  it("asks IAM for the operation itself on everything by default", async () => {
    const { answer, asked } = shop();
    await answer("AdoptPet", '{"name":"rex"}');
    expect(asked).toEqual([{ action: "pets:AdoptPet", resource: "*" }]);
  });

  it("a denied caller never reaches the operation", async () => {
    const handle = () => {
      throw new Error("reached");
    };
    const { answer } = shop({ handle, permission: () => ({ resource: "arn:pet" }) }, ["pets:AdoptPet"]);
    expect(await answer("AdoptPet", '{"name":"rex"}')).toEqual({
      status: 400,
      body: { __type: "AccessDeniedException", message: "not pets:AdoptPet" },
    });
  });

  it("an operation can require more of its caller", async () => {
    const handle: Operation["handle"] = async (_, call) => {
      await call.require({ action: "iam:PassRole", resource: "arn:role" });
      return {};
    };
    const { answer, asked } = shop({ handle }, ["iam:PassRole"]);
    expect(await answer("AdoptPet", '{"name":"rex"}')).toMatchObject({
      body: { message: "not iam:PassRole" },
    });
    expect(asked.at(-1)).toEqual({ action: "iam:PassRole", resource: "arn:role" });
  });

  it("AWS's errors pass with code, text and status; others are failures of the sandbox", async () => {
    const failing = (error: Error) =>
      shop({
        handle: () => {
          throw error;
        },
      }).answer("AdoptPet", '{"name":"rex"}');
    expect(await failing(new AwsError("Gone", "no such pet", 404))).toEqual({
      status: 404,
      body: { __type: "Gone", message: "no such pet" },
    });
    expect(await failing(new Error("oops"))).toMatchObject({
      status: 500,
      body: { __type: "InternalFailure" },
    });
  });
});
