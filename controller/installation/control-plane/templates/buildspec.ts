/**
 * The buildspec of the builds that reconcile. `json` writes a value so that YAML reads it as data. A text and not a file,
 * since the command is one bundle.
 */
export const buildspecTemplate = `version: 0.2
phases:
{{#if runtime}}
  install:
    runtime-versions:
      nodejs: {{json runtime}}
{{/if}}
  build:
    commands:
{{#each commands}}
      - {{json this}}
{{/each}}
`;
