import type { ResourceType } from "../resource-type.fixture.js";

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_CreateRepository.html */
export const codeCommitRepository: ResourceType = {
  type: "aws_codecommit_repository",
  fewest: ({ name }) => ({ repository_name: name }),
  all: ({ name, key }) => ({
    repository_name: name,
    description: 'R&D <x> "q"',
    kms_key_id: key,
    tags: { team: "R+D" },
  }),
  changes: ({ name, otherKey }) => ({
    repository_name: `${name}-other`,
    description: "other",
    kms_key_id: otherKey,
    tags: { team: "b", more: "" },
  }),
  stays: ["kms_key_id"],
  filledIn: {
    kms_key_id: "/:kms:.*aws.codecommit/",
    clone_url_http: "/^http.*\\/v1\\/repos\\//",
    arn: "/:codecommit:/",
  },
};

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_PutRepositoryTriggers.html */
export const codeCommitTrigger: ResourceType = {
  type: "aws_codecommit_trigger",
  fewest: ({ label, topic }) => ({
    repository_name: repositoryOf(label),
    trigger: { name: "all", events: ["all"], destination_arn: topic },
  }),
  all: ({ label, topic }) => ({
    repository_name: repositoryOf(label),
    trigger: {
      ...{ name: "all", destination_arn: topic, custom_data: "R&D <x>" },
      ...{ events: ["createReference", "updateReference"], branches: ["main", "release"] },
    },
  }),
  changes: ({ otherTopic }) => ({ trigger: { name: "b", events: ["all"], destination_arn: otherTopic } }),
  replacing: ["*"],
  notImported: ["*"],
  needs: ({ name, label }) => ({ [`aws_codecommit_repository.trigger-${label}`]: { repository_name: name } }),
};

const repositoryOf = (label: string) => `\${aws_codecommit_repository.trigger-${label}.repository_name}`;

const approvers = (count: number) =>
  JSON.stringify({
    Version: "2018-11-08",
    Statements: [{ Type: "Approvers", NumberOfApprovalsNeeded: count }],
  });

/** https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-create-template.html */
export const approvalRuleTemplate: ResourceType = {
  type: "aws_codecommit_approval_rule_template",
  fewest: ({ name }) => ({ name, content: approvers(1) }),
  all: ({ name }) => ({ name, content: approvers(2), description: "R&D <x>" }),
  changes: ({ name }) => ({ name: `${name}-other`, content: approvers(3), description: "other" }),
  filledIn: { rule_content_sha256: "/^[0-9a-f]{64}$/", last_modified_user: "/^arn:/" },
};

/** https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-associate-template.html */
export const approvalRuleTemplateAssociation: ResourceType = {
  type: "aws_codecommit_approval_rule_template_association",
  fewest: ({ label }) => association(label, "one"),
  all: ({ label }) => association(label, "two"),
  replacing: ["*"],
  needs: ({ name, label }) => ({
    [`aws_codecommit_approval_rule_template.associated-${label}`]: { name, content: approvers(1) },
    [`aws_codecommit_repository.one-${label}`]: { repository_name: `${name}-1` },
    [`aws_codecommit_repository.two-${label}`]: { repository_name: `${name}-2` },
  }),
};

const association = (label: string, which: string) => ({
  approval_rule_template_name: `\${aws_codecommit_approval_rule_template.associated-${label}.name}`,
  repository_name: `\${aws_codecommit_repository.${which}-${label}.repository_name}`,
});
