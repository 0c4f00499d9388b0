import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { FailureMessage } from "./message.js";

export type Publish = (message: FailureMessage) => Promise<void>;

/**
 * One message for all who listen to a topic: text for people's mailboxes, and for everything else what chat applications
 * show (Amazon SNS developer guide, "Publishing Amazon SNS messages with attributes", MessageStructure).
 */
export function publishTo(client: SNSClient, TopicArn: string): Publish {
  return async ({ subject: Subject, mail, chat }) => {
    const Message = JSON.stringify({ default: JSON.stringify(chat), email: mail, sms: Subject });
    await client.send(new PublishCommand({ TopicArn, Subject, Message, MessageStructure: "json" }));
  };
}
