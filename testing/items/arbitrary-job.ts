import fc from "fast-check";
import { arbitraryName, digits, freeText, hexadecimal, letters, optional } from "./arbitrary-text.js";
import type { JobChoice } from "./configuration.js";

const relativePath = fc.constantFrom(
  "buildspec.yml",
  "ci/buildspec.yaml",
  "deep/er/path with spaces.yml",
  "@home/a+b-c.yml",
  "日本語.yml",
  "..hidden/spec.yml",
);

const variableName = arbitraryName(`${letters}${digits}_`, 30).map((text) => `V${text}`);
const variableValue = fc.oneof(
  freeText(60),
  fc.record({ Type: fc.constant("PLAINTEXT"), Value: freeText(60) }),
  fc.record({ Type: fc.constant("PARAMETER_STORE"), Value: fc.constantFrom("/webshop/url", "plain.name") }),
  fc.record({
    Type: fc.constant("SECRETS_MANAGER"),
    Value: fc.constantFrom(
      "webshop/token",
      "webshop/token:password",
      "arn:aws:secretsmanager:us-east-1:111111111111:secret:webshop-AbCdEf:user:AWSCURRENT",
    ),
  }),
);

const ids = (prefix: string, maxLength: number) =>
  fc.uniqueArray(
    hexadecimal(17).map((id) => `${prefix}-${id}`),
    { minLength: 1, maxLength },
  );

const vpc = fc.record({
  VpcId: hexadecimal(17).map((id) => `vpc-${id}`),
  Subnets: ids("subnet", 3),
  SecurityGroups: ids("sg", 2),
});

export const arbitraryJob: fc.Arbitrary<JobChoice> = fc.record({
  image: optional(
    fc.constantFrom(
      "aws/codebuild/standard:7.0",
      "aws/codebuild/amazonlinux-x86_64-standard:5.0",
      "111111111111.dkr.ecr.us-east-1.amazonaws.com/build@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ),
  ),
  buildspec: optional(relativePath),
  computeType: optional(
    fc.constantFrom("BUILD_GENERAL1_SMALL", "BUILD_GENERAL1_MEDIUM", "BUILD_GENERAL1_2XLARGE"),
  ),
  timeoutMinutes: optional(fc.integer({ min: 5, max: 480 })),
  privileged: optional(fc.boolean()),
  variables: optional(fc.dictionary(variableName, variableValue, { maxKeys: 4, noNullPrototype: true })),
  vpc: optional(vpc),
});
