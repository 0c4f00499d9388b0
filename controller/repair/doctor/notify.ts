import { type Clients, emailsOf } from "../recovery/index.js";
import type { Finding } from "./finding.js";

interface Notified {
  /** The topic of failures. */
  readonly topicName: string;
  /** Who is to hear of them, as the installation says. */
  readonly emails: readonly string[];
  readonly clients: Clients;
}

/** The addresses of `controller.notify` that hear nothing: nobody confirmed them, or AWS has given them up since. */
export async function examineNotified({ topicName, emails, clients }: Notified): Promise<Finding[]> {
  if (emails.length === 0) return [];
  const known = await emailsOf(topicName, clients);
  const finding = { kind: "address", subject: "control plane", fix: "manual" } as const;
  return emails
    .filter((email) => known.get(email) !== true)
    .map((email) =>
      known.has(email)
        ? {
            ...finding,
            message: `Nobody has confirmed ${email}, so no failure is told there.`,
            remedy: "Have its owner follow the link in AWS's mail, within 48 hours of it.",
          }
        : {
            ...finding,
            message: `AWS does not know ${email}: nobody confirmed it in time, or somebody unsubscribed it.`,
            remedy:
              "Run `stagewright bootstrap`, which has AWS ask again, and have its owner follow the link in the mail.",
          },
    );
}
