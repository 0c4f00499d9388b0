import { AwsError, type CodeSuiteContext, type OperationCall, type Table } from "../core/index.js";
import { repositoriesAt } from "./repository.js";

/** A template as it is kept. Times are ISO strings. */
export interface TemplateRecord {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** JSON, as it was written. */
  readonly content: string;
  readonly created: string;
  readonly modified: string;
  readonly modifiedBy: string;
}

export interface TemplateName {
  readonly approvalRuleTemplateName: string;
}

export function templatesAt(
  { store }: CodeSuiteContext,
  { accountId, region }: OperationCall,
): Table<TemplateRecord> {
  return store.table({ accountId, region, service: "codecommit", table: "approval-templates" });
}

export function getTemplate(context: CodeSuiteContext, call: OperationCall, name: string): TemplateRecord {
  const template = templatesAt(context, call).get(name);
  if (template) return template;
  throw new AwsError("ApprovalRuleTemplateDoesNotExistException", `${name} does not exist`);
}

/** The names of the repositories that use a template. */
export function associatedWith(context: CodeSuiteContext, call: OperationCall, templateId: string): string[] {
  const repositories = repositoriesAt(context, call).list();
  return repositories.filter(({ templates }) => templates?.includes(templateId)).map(({ name }) => name);
}
