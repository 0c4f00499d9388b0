import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";

/** Terraform's lock table: a lock has `Info`, a state's digest has `Digest`. */
export class LockRows {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async read(id: string, attribute: "Info" | "Digest"): Promise<string | undefined> {
    const request = { TableName: this.table, Key: { LockID: id }, ConsistentRead: true };
    return (await this.client.send(new GetCommand(request))).Item?.[attribute];
  }

  /** Leaves a row that is not the one that was read. */
  async removeAsRead(id: string, attribute: "Info" | "Digest", value: string): Promise<void> {
    await unlessChanged(this.client.send(new DeleteCommand(this.#asRead(id, attribute, value))));
  }

  async replaceDigest(id: string, digest: string, by: string): Promise<void> {
    const { ExpressionAttributeValues, ...asRead } = this.#asRead(id, "Digest", digest);
    const update = new UpdateCommand({
      ...asRead,
      UpdateExpression: "SET #attribute = :by",
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ":by": by },
    });
    await unlessChanged(this.client.send(update));
  }

  #asRead(id: string, attribute: string, value: string) {
    return {
      TableName: this.table,
      Key: { LockID: id },
      ConditionExpression: "#attribute = :value",
      ExpressionAttributeNames: { "#attribute": attribute },
      ExpressionAttributeValues: { ":value": value },
    };
  }
}

async function unlessChanged(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
