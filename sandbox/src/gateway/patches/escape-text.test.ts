import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, it } from "vitest";
import { builderCredentials, type Pair, startPair } from "../gateway.fixture.js";
import { escapeBetween, escapeText } from "./escape-text.js";

const elements = new Set(["ListRolesResponse", "Roles", "member", "RoleName", "Description", "Arn"]);
const text = 'R&D <x> "q" &amp; <b/> 1 < 2 && </i>';
const role = `<member><RoleName>a</RoleName><Description>${text}</Description></member>`;
const unreadable = `<?xml version="1.0"?>\n<ListRolesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListRolesResult><Roles>${role}</Roles></ListRolesResult></ListRolesResponse>`;

let pair: Pair;
beforeAll(async () => {
  const patches = [escapeText({ elementsOf: (service) => (service === "iam" ? elements : new Set()) })];
  pair = await startPair((_, response) => response.end(unreadable), { patches });
});
afterAll(() => pair.close());

it("A description that the emulator did not escape is read as it was written", async () => {
  const client = new IAMClient({
    endpoint: pair.gateway.url,
    region: "eu-central-1",
    credentials: { ...builderCredentials, secretAccessKey: "secret" },
  });
  const { Roles } = await client.send(new ListRolesCommand({}));
  expect(Roles).toMatchObject([{ RoleName: "a", Description: text.replace("&amp;", "&") }]);
});

it("What is well-formed stays as it is, byte for byte", () => {
  const fine =
    '<?xml version="1.0" encoding="UTF-8"?><ListRolesResponse xmlns="a:b"><Roles/><Arn>a&amp;b &#38; &lt;x&gt;</Arn></ListRolesResponse>';
  expect(escapeBetween(fine, elements)).toBe(fine);
});
