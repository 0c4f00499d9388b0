import { PublishCommand, type PublishResponse } from "@aws-sdk/client-sns";
import type { FailureMessage } from "./message.js";

/** Of an `SNSClient`, what is needed here. */
export interface Topics {
  send(command: PublishCommand): Promise<PublishResponse>;
}

export type Publish = (message: FailureMessage) => Promise<void>;

/**
 * One message for all who listen to a topic: text for people's mailboxes, and for everything else what chat applications
 * show (Amazon SNS developer guide, "Publishing Amazon SNS messages with attributes", MessageStructure).
 */
export function publishTo(client: Topics, TopicArn: string): Publish {
  return async ({ subject: Subject, mail, chat }) => {
    const Message = JSON.stringify({ default: JSON.stringify(chat), email: mail, sms: Subject });
    await client.send(new PublishCommand({ TopicArn, Subject, Message, MessageStructure: "json" }));
  };
}
