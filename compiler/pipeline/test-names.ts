import { given } from "../kinds/index.js";
import { distinctNames } from "../names/index.js";

interface Subject {
  readonly environment: string;
  readonly test: string;
}

/** What CodePipeline calls a test's source and what that puts out; each differs from every other test's. */
export interface TestNames {
  readonly sourceAction: string;
  readonly artifact: string;
}

/** Of names of stages and actions, and of artifacts (CodePipeline API reference). */
export const actionCharacter = /[A-Za-z0-9.@_-]/;
const artifactCharacter = /[A-Za-z0-9_-]/;

/** The names for the tests of a pipeline; throws for any other test. */
export function testNames(tests: readonly Subject[]): (subject: Subject) => TestNames {
  const sourceActions = namesOf(tests, "TestRepo", actionCharacter);
  const artifacts = namesOf(tests, "OutputArtifact", artifactCharacter);
  const names = tests.map((test, index): [string, TestNames] => [
    keyOf(test),
    { sourceAction: nameAt(sourceActions, index), artifact: nameAt(artifacts, index) },
  ]);
  const byTest = new Map(names);
  return (subject) => given(byTest.get(keyOf(subject)), `the test ${subject.test} of ${subject.environment}`);
}

function namesOf(tests: readonly Subject[], ending: string, allowed: RegExp): string[] {
  return distinctNames(
    tests.map(({ environment, test }) => ({
      parts: [environment, test],
      name: `${environment}${test}${ending}`,
    })),
    allowed,
  );
}

function keyOf({ environment, test }: Subject): string {
  return JSON.stringify([environment, test]);
}

/** One name of as many as were asked for. */
export function nameAt(names: readonly string[], index: number): string {
  return given(names[index], `the name ${index}`);
}
