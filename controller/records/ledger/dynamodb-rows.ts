import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  paginateScan,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { keyAttributes } from "../key.js";
import { Expression } from "./expression.js";
import type { Row, Rows } from "./rows.js";

export function dynamoDbRows(client: DynamoDBDocumentClient, table: string): Rows {
  return {
    read: async (key) => {
      const request = { TableName: table, Key: keyAttributes(key), ConsistentRead: true };
      return (await client.send(new GetCommand(request))).Item;
    },
    scan: async (abortSignal) => {
      const rows: Row[] = [];
      const request = { TableName: table, ConsistentRead: true };
      const pages = paginateScan({ client }, request, { abortSignal });
      for await (const { Items = [] } of pages) rows.push(...Items);
      return rows;
    },
    ofRepository: async (repository) => {
      const rows: Row[] = [];
      const request = {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: "RepoName = :repository",
        ExpressionAttributeValues: { ":repository": repository },
      };
      for await (const { Items = [] } of paginateQuery({ client }, request)) rows.push(...Items);
      return rows;
    },
    update: (key, change, condition = {}) =>
      unlessRefused(async () => {
        const expression = new Expression();
        const request = {
          TableName: table,
          Key: keyAttributes(key),
          UpdateExpression: expression.change(change),
          ConditionExpression: expression.condition(condition),
          ReturnValues: "ALL_NEW" as const,
        };
        return (await client.send(new UpdateCommand({ ...request, ...expression.terms() }))).Attributes;
      }),
    remove: async (key, condition) => {
      const expression = new Expression();
      const request = {
        TableName: table,
        Key: keyAttributes(key),
        ConditionExpression: expression.condition(condition),
      };
      const removal = () => client.send(new DeleteCommand({ ...request, ...expression.terms() }));
      return (await unlessRefused(removal)) !== undefined;
    },
  };
}

async function unlessRefused<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
