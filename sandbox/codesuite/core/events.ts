import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { AccountAccess } from "../../service.js";
import type { SuiteEvent } from "./context.js";

/** Puts events on the default bus of their account, as its root. */
export function eventEmitter(access: AccountAccess, now: () => Date): (event: SuiteEvent) => Promise<void> {
  return async ({ accountId, region, source, detailType, resources, detail }) => {
    const client = new EventBridgeClient({
      endpoint: access.endpoint,
      credentials: access.root(accountId),
      region,
    });
    const entry = {
      Time: now(),
      Source: source,
      DetailType: detailType,
      Resources: [...resources],
      Detail: JSON.stringify(detail),
    };
    try {
      const { Entries: [answer] = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      if (answer?.ErrorCode)
        throw new Error(`${detailType} was refused: ${answer.ErrorMessage ?? answer.ErrorCode}`);
    } finally {
      client.destroy();
    }
  };
}
