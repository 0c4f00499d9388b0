import type { ResourceType } from "../resource-type.fixture.js";
import { snsTopic } from "./sns-topic.fixture.js";
import { sqsQueue } from "./sqs-queue.fixture.js";

export const resourceTypes: readonly ResourceType[] = [snsTopic, sqsQueue];
