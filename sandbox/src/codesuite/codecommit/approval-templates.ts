import { createHash, randomUUID } from "node:crypto";
import {
  AwsError,
  type CodeSuiteContext,
  type Operation,
  type OperationCall,
  pageOf,
} from "../core/index.js";
import {
  associatedWith,
  getTemplate,
  type TemplateName,
  type TemplateRecord,
  templatesAt,
} from "./template-records.js";

/** Approval rule templates, from which pull requests get their approval rules. */
export function templateOperations(context: CodeSuiteContext): Readonly<Record<string, Operation>> {
  return {
    CreateApprovalRuleTemplate: createTemplate(context),
    GetApprovalRuleTemplate: readTemplate(context),
    ListApprovalRuleTemplates: listTemplates(context),
    UpdateApprovalRuleTemplateContent: updateContent(context),
    UpdateApprovalRuleTemplateDescription: describeTemplate(context),
    UpdateApprovalRuleTemplateName: renameTemplate(context),
    DeleteApprovalRuleTemplate: deleteTemplate(context),
  };
}

interface NewTemplate extends TemplateName {
  readonly approvalRuleTemplateContent: string;
  readonly approvalRuleTemplateDescription?: string;
}

function createTemplate(context: CodeSuiteContext): Operation<NewTemplate> {
  return {
    handle(input, call) {
      requireFree(context, call, input.approvalRuleTemplateName);
      checkContent(input.approvalRuleTemplateContent);
      const created = context.now().toISOString();
      const description = input.approvalRuleTemplateDescription;
      return put(context, call, {
        id: randomUUID(),
        name: input.approvalRuleTemplateName,
        content: input.approvalRuleTemplateContent,
        ...(description !== undefined && { description }),
        ...{ created, modified: created, modifiedBy: call.caller.arn },
      });
    },
  };
}

function readTemplate(context: CodeSuiteContext): Operation<TemplateName> {
  return {
    handle: ({ approvalRuleTemplateName }, call) => ({
      approvalRuleTemplate: told(getTemplate(context, call, approvalRuleTemplateName)),
    }),
  };
}

function listTemplates(context: CodeSuiteContext): Operation<{ nextToken?: string; maxResults?: number }> {
  return {
    handle({ nextToken: token, maxResults: size = 1000 }, call) {
      const page = pageOf(templatesAt(context, call).list(), {
        keyOf: ({ name }) => name,
        size,
        invalidToken: "InvalidContinuationTokenException",
        ...(token !== undefined && { token }),
      });
      return { approvalRuleTemplateNames: page.items.map(({ name }) => name), nextToken: page.nextToken };
    },
  };
}

function updateContent(
  context: CodeSuiteContext,
): Operation<TemplateName & { newRuleContent: string; existingRuleContentSha256?: string }> {
  return {
    handle({ approvalRuleTemplateName, newRuleContent: content, existingRuleContentSha256: known }, call) {
      const template = getTemplate(context, call, approvalRuleTemplateName);
      if (known !== undefined && known !== sha256(template.content)) {
        throw new AwsError(
          "InvalidRuleContentSha256Exception",
          "The SHA-256 hash is not that of the rule content",
        );
      }
      checkContent(content);
      return change(context, call, template, { content });
    },
  };
}

function describeTemplate(
  context: CodeSuiteContext,
): Operation<TemplateName & { approvalRuleTemplateDescription: string }> {
  return {
    handle({ approvalRuleTemplateName, approvalRuleTemplateDescription: description }, call) {
      return change(context, call, getTemplate(context, call, approvalRuleTemplateName), { description });
    },
  };
}

function renameTemplate(
  context: CodeSuiteContext,
): Operation<{ oldApprovalRuleTemplateName: string; newApprovalRuleTemplateName: string }> {
  return {
    handle({ oldApprovalRuleTemplateName: old, newApprovalRuleTemplateName: name }, call) {
      const template = getTemplate(context, call, old);
      if (name !== old) requireFree(context, call, name);
      templatesAt(context, call).delete(old);
      return change(context, call, template, { name });
    },
  };
}

/** One that is not there is deleted already; one in use is not deleted (API reference, DeleteApprovalRuleTemplate). */
function deleteTemplate(context: CodeSuiteContext): Operation<TemplateName> {
  return {
    handle({ approvalRuleTemplateName: name }, call) {
      const template = templatesAt(context, call).get(name);
      if (template && associatedWith(context, call, template.id).length > 0) {
        throw new AwsError(
          "ApprovalRuleTemplateInUseException",
          `${name} is associated with one or more repositories`,
        );
      }
      templatesAt(context, call).delete(name);
      return { approvalRuleTemplateId: template?.id ?? "" };
    },
  };
}

function change(
  context: CodeSuiteContext,
  call: OperationCall,
  template: TemplateRecord,
  changes: Partial<TemplateRecord>,
): object {
  const modified = context.now().toISOString();
  return put(context, call, { ...template, ...changes, modified, modifiedBy: call.caller.arn });
}

function put(context: CodeSuiteContext, call: OperationCall, template: TemplateRecord): object {
  templatesAt(context, call).put(template.name, template);
  return { approvalRuleTemplate: told(template) };
}

function told({ id, name, description, content, created, modified, modifiedBy }: TemplateRecord): object {
  return {
    approvalRuleTemplateId: id,
    approvalRuleTemplateName: name,
    approvalRuleTemplateDescription: description,
    approvalRuleTemplateContent: content,
    ruleContentSha256: sha256(content),
    creationDate: created,
    lastModifiedDate: modified,
    lastModifiedUser: modifiedBy,
  };
}

function requireFree(context: CodeSuiteContext, call: OperationCall, name: string): void {
  if (!templatesAt(context, call).get(name)) return;
  throw new AwsError("ApprovalRuleTemplateNameAlreadyExistsException", `${name} already exists`);
}

/** …/userguide/how-to-create-template.html: a version, and statements of approvers. */
function checkContent(content: string): void {
  const { Version: version, Statements: statements } = tryParse(content) ?? {};
  if (version === "2018-11-08" && Array.isArray(statements) && statements.length > 0) return;
  throw new AwsError(
    "InvalidApprovalRuleTemplateContentException",
    "The content of the approval rule template is not valid: it must be JSON with Version 2018-11-08 and Statements",
  );
}

function tryParse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}
