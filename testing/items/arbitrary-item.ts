import fc from "fast-check";
import { arbitraryApproval } from "./arbitrary-approval.js";
import { arbitraryJob } from "./arbitrary-job.js";
import { arbitraryBranch, arbitrarySource, repositoryName, repositoryPath } from "./arbitrary-source.js";
import {
  accountId,
  arbitraryName,
  digits,
  freeText,
  letters,
  optional,
  wordCharacters,
} from "./arbitrary-text.js";
import type { Configuration, EnvironmentChoice, SourceChoice, TestChoice } from "./configuration.js";
import { times } from "./times.js";

const most = times(1) > 1 ? { environments: 6, tests: 4 } : { environments: 4, tests: 3 };

/** Some names that trip careless encoders, and any other that is allowed. */
const environmentName = fc.oneof(
  fc.constantFrom("Alpha", "Prod", "prod.eu", "prodeu", "2nd", "Prod_US", "a-b", "a.b", "a_b", "constructor"),
  fc.constantFrom("toString", "valueOf", "x".repeat(40), "0", "10", "9", "Staging-EU"),
  arbitraryName(wordCharacters, 40),
);
const testName = fc
  .oneof(
    fc.constantFrom(
      "Smoke",
      "Gui",
      "load.test",
      "2nd",
      "a-b",
      "a_b",
      "constructor",
      "toString",
      "y".repeat(32),
    ),
    arbitraryName(wordCharacters, 32),
  )
  .filter((text) => !text.endsWith("Tests"));

const byName = { selector: (named: { readonly name: string }) => named.name.toLowerCase() };

/** Left out, a test's source is of the application's kind; an application from S3 leaves nothing to take over. */
const test = (application: SourceChoice["Type"]): fc.Arbitrary<TestChoice> =>
  fc
    .tuple(
      application === "S3" ? fc.constant(true) : fc.boolean(),
      fc.constantFrom("CodeCommit", "CodeConnections", "S3"),
    )
    .chain(([own, chosen]) => {
      const type = own ? chosen : application;
      return fc.record({
        name: testName,
        run: fc.boolean(),
        source: own ? arbitrarySource(type) : fc.constant(undefined),
        repository: type === "CodeConnections" ? repositoryPath : repositoryName,
        branch: arbitraryBranch,
        job: arbitraryJob,
      });
    });

const environment = (application: SourceChoice["Type"]): fc.Arbitrary<EnvironmentChoice> =>
  fc.record({
    name: environmentName,
    accountId,
    deploy: fc.boolean(),
    approval: optional(arbitraryApproval),
    templatePath: optional(
      fc.constantFrom("packagedtemplate.yaml", "BuildOutput::infra/template.yml", "${x}/%{y}.json"),
    ),
    capabilities: optional(
      fc.uniqueArray(fc.constantFrom("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")),
    ),
    parameterOverrides: optional(
      fc.dictionary(arbitraryName(`${letters}${digits}`, 30), freeText(40), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    ),
    tests: fc.uniqueArray(test(application), { ...byName, maxLength: most.tests }),
  });

const tagKey = fc.constantFrom("team", "cost-center", "Häuser", "constructor", "toString", "a b", "x/y=z+@");
const tagValue = fc.constantFrom("", "checkout", "日本語", "x/y=z+@:._-", "two words", "0");

/** Executions run side by side only where nothing is deployed. */
function besideNothing(configuration: Configuration): Configuration {
  const { executionMode, environments } = configuration;
  const meets = executionMode === "PARALLEL" && environments.some(({ deploy }) => deploy);
  return meets ? { ...configuration, executionMode: "QUEUED" } : configuration;
}

/** Any valid configuration: 1 to 4 environments with 0 to 3 tests each (6 and 4 in the long tests), and any setting. */
export const arbitraryConfiguration: fc.Arbitrary<Configuration> = fc
  .tuple(fc.constantFrom("CodeCommit", "CodeConnections", "S3"), fc.boolean())
  .chain(([type, said]) =>
    fc.record({
      repository: type === "CodeConnections" ? repositoryPath : repositoryName,
      branch: arbitraryBranch,
      source: said || type !== "CodeCommit" ? arbitrarySource(type) : fc.constant(undefined),
      build: arbitraryJob,
      executionMode: optional(fc.constantFrom("SUPERSEDED", "QUEUED", "PARALLEL")),
      artifactRetentionDays: optional(fc.integer({ min: 0, max: 3650 })),
      logRetentionDays: optional(fc.constantFrom(0, 1, 30, 3653)),
      tags: optional(fc.dictionary(tagKey, tagValue, { maxKeys: 4, noNullPrototype: true })),
      order: fc.constantFrom("numbers", "list"),
      environments: fc.uniqueArray(environment(type), {
        ...byName,
        minLength: 1,
        maxLength: most.environments,
      }),
    }),
  )
  .map(besideNothing);
