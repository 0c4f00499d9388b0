import { type CodeSuiteContext, type Operation, type OperationCall, pageOf } from "../core/index.js";
import { getRepository, onRepository, type RepositoryRecord, repositoriesAt } from "./repository.js";
import { associatedWith, getTemplate, type TemplateName, templatesAt } from "./template-records.js";

interface Association extends TemplateName {
  readonly repositoryName: string;
}

/** Which repositories use which template. */
export function associationOperations(context: CodeSuiteContext): Readonly<Record<string, Operation>> {
  return {
    AssociateApprovalRuleTemplateWithRepository: associateTemplate(context),
    DisassociateApprovalRuleTemplateFromRepository: disassociateTemplate(context),
    ListAssociatedApprovalRuleTemplatesForRepository: templatesOfRepository(context),
    ListRepositoriesForApprovalRuleTemplate: repositoriesOfTemplate(context),
  };
}

function associateTemplate(context: CodeSuiteContext): Operation<Association> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle({ approvalRuleTemplateName, repositoryName }, call) {
      const { id } = getTemplate(context, call, approvalRuleTemplateName);
      const repository = getRepository(context, call, repositoryName);
      setTemplates(context, call, repository, [...new Set([...(repository.templates ?? []), id])]);
      return {};
    },
  };
}

function disassociateTemplate(context: CodeSuiteContext): Operation<Association> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle({ approvalRuleTemplateName, repositoryName }, call) {
      const { id } = getTemplate(context, call, approvalRuleTemplateName);
      const repository = getRepository(context, call, repositoryName);
      const left = (repository.templates ?? []).filter((each) => each !== id);
      setTemplates(context, call, repository, left);
      return {};
    },
  };
}

function templatesOfRepository(
  context: CodeSuiteContext,
): Operation<{ repositoryName: string; nextToken?: string; maxResults?: number }> {
  return {
    permission: ({ repositoryName }, call) => onRepository(context, call, repositoryName),
    handle({ repositoryName, ...asked }, call) {
      const { templates = [] } = getRepository(context, call, repositoryName);
      const all = templatesAt(context, call)
        .list()
        .filter(({ id }) => templates.includes(id));
      const page = namesPage(
        all.map(({ name }) => name),
        asked,
      );
      return { approvalRuleTemplateNames: page.items, nextToken: page.nextToken };
    },
  };
}

function repositoriesOfTemplate(
  context: CodeSuiteContext,
): Operation<TemplateName & { nextToken?: string; maxResults?: number }> {
  return {
    handle({ approvalRuleTemplateName, ...asked }, call) {
      const { id } = getTemplate(context, call, approvalRuleTemplateName);
      const page = namesPage(associatedWith(context, call, id), asked);
      return { repositoryNames: page.items, nextToken: page.nextToken };
    },
  };
}

function namesPage(names: readonly string[], asked: { nextToken?: string; maxResults?: number }) {
  return pageOf(names, {
    keyOf: (name) => name,
    size: asked.maxResults ?? 1000,
    invalidToken: "InvalidContinuationTokenException",
    ...(asked.nextToken !== undefined && { token: asked.nextToken }),
  });
}

function setTemplates(
  context: CodeSuiteContext,
  call: OperationCall,
  repository: RepositoryRecord,
  templates: readonly string[],
): void {
  repositoriesAt(context, call).put(repository.name, { ...repository, templates });
}
