import { DescribeTableCommand, DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import { ListBucketsCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { paginateDescribeParameters, SSMClient } from "@aws-sdk/client-ssm";
import { count, gather, type Kind } from "./resource.js";

export const tables: Kind = {
  name: "DynamoDB tables",
  async list(options) {
    const client = new DynamoDBClient(options);
    const names = await gather(paginateListTables({ client }, {}), (page) => page.TableNames);
    const described = names.map((name) => client.send(new DescribeTableCommand({ TableName: name })));
    return (await Promise.all(described)).map(({ Table }) => ({
      name: Table?.TableName ?? "",
      detail: `${count(Table?.ItemCount ?? 0, "item")}${Table?.LatestStreamArn ? ", stream" : ""}`,
    }));
  },
};

export const buckets: Kind = {
  name: "S3 buckets",
  async list(options) {
    const client = new S3Client({ ...options, forcePathStyle: true });
    const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
    return Promise.all(
      Buckets.map(async ({ Name = "" }) => {
        const objects = await gather(
          paginateListObjectsV2({ client }, { Bucket: Name }),
          (page) => page.Contents,
        );
        return { name: Name, detail: count(objects.length, "object") };
      }),
    );
  },
};

export const parameters: Kind = {
  name: "SSM parameters",
  async list(options) {
    const pages = paginateDescribeParameters({ client: new SSMClient(options) }, {});
    const found = await gather(pages, (page) => page.Parameters);
    return found.map(({ Name = "", Type = "" }) => ({ name: Name, detail: Type }));
  },
};
