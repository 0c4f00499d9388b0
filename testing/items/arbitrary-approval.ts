import fc from "fast-check";
import { freeText } from "./arbitrary-text.js";

const email = fc.constantFrom(
  "lead@example.com",
  "ops+release@example.com",
  "${x}@example.com",
  "ü@example.org",
);
const emails = fc.uniqueArray(email, { minLength: 1, maxLength: 3 });
const topicArn = fc.constantFrom(
  "arn:aws:sns:us-east-1:111111111111:release-approvals",
  "arn:aws:sns:us-east-1:111111111111:Prod_Approvals",
);
const approvalTerms = {
  Message: freeText(200),
  TimeoutMinutes: fc.integer({ min: 5, max: 86400 }),
};
export const arbitraryApproval = fc.oneof(
  fc.boolean(),
  email,
  emails,
  topicArn,
  fc.record({ Emails: emails, ...approvalTerms }, { requiredKeys: ["Emails"] }),
  fc.record({ TopicArn: topicArn, ...approvalTerms }, { requiredKeys: ["TopicArn"] }),
);
