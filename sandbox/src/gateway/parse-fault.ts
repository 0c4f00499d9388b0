import Ajv from "ajv";
import type { Fault } from "./faults.js";

/** Reads a fault that another process sent; throws an error that names every member that is wrong. */
export function parseFault(value: unknown): Fault {
  const ajv = new Ajv.default({ allErrors: true, strict: false });
  if (ajv.validate<Fault>(schema, value)) return value;
  throw new Error(`This is not a fault: ${ajv.errorsText(ajv.errors, { dataVar: "fault" })}.`);
}

const text = { type: "string", minLength: 1 };

function object(properties: Readonly<Record<string, unknown>>, required: readonly string[]) {
  return { type: "object", properties, required, additionalProperties: false };
}

const schema = object(
  {
    match: object({ service: text, action: text, resource: text, principal: text }, []),
    at: {
      oneOf: [
        { type: "integer", minimum: 1 },
        { enum: ["first", "every"] },
        object({ probability: { type: "number", minimum: 0, maximum: 1 }, seed: { type: "integer" } }, [
          "probability",
          "seed",
        ]),
      ],
    },
    effect: {
      oneOf: [
        object(
          {
            fail: object(
              { code: text, message: text, status: { type: "integer", minimum: 400, maximum: 599 } },
              ["code"],
            ),
          },
          ["fail"],
        ),
        object({ throttle: { const: true } }, ["throttle"]),
        object({ delay: { type: "number", minimum: 0 } }, ["delay"]),
        object({ drop: { enum: ["before", "after"] } }, ["drop"]),
      ],
    },
  },
  ["match", "effect"],
);
