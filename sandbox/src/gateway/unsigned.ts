import { decodePathPart, hasBody, headerOf, type Request, splitUrl } from "./message.js";
import { isPlainHost } from "./strangers.js";

/** What AWS, too, answers without a signature. */
interface Exception {
  readonly name: string;
  readonly host: (host: string) => boolean;
  readonly matches: (request: Request, path: string) => boolean;
}

/** Names as the emulator reads them: whatever it would take for another request is none of these. */
const hostOf = (pattern: RegExp) => (host: string) => pattern.test(host);
const pathOf =
  (pattern: RegExp, ...methods: readonly string[]) =>
  ({ method }: Request, path: string) =>
    pattern.test(path) && (methods.length === 0 || methods.includes(method));
const any = () => true;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html and the services' guides. */
const exceptions: readonly Exception[] = [
  {
    name: "an API that was made, by its host",
    host: hostOf(/^[a-f0-9]{8}\.execute-api\.localhost(:\d+)?$/),
    matches: any,
  },
  {
    name: "an API that was made, by its path",
    host: isPlainHost,
    matches: pathOf(/^\/_aws\/execute-api\/[^/]+\//),
  },
  {
    name: "a REST API that was made",
    host: isPlainHost,
    matches: pathOf(/^\/restapis\/[^/]+\/[^/]*\/_user_request_(\/|$)/),
  },
  {
    name: "a function URL, by its host",
    host: hostOf(
      /^([a-z0-9]{32}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})\.lambda-url\.[a-z0-9-]+\.localhost(:\d+)?$/,
    ),
    matches: any,
  },
  { name: "a function URL, by its path", host: isPlainHost, matches: pathOf(/^\/_aws\/lambda-url\/[^/]+/) },
  {
    name: "the answer of a custom resource, the signal of a wait condition",
    host: isPlainHost,
    matches: pathOf(/^\/_ministack\/cfn-(response|signal)\/[\w-]+$/, "PUT"),
  },
  { name: "the confirmation of a subscription", host: isPlainHost, matches: isConfirmation },
];

/** Whether a request may go without a signature. One that bears any is judged by it, wherever it goes. */
export function mayBeUnsigned(request: Request): boolean {
  if (headerOf(request, "x-amz-target") !== undefined || claimsSignature(request)) return false;
  const host = headerOf(request, "host") ?? "";
  const path = decodePathPart(splitUrl(request.url).path);
  return exceptions.some((exception) => exception.host(host) && exception.matches(request, path));
}

/** Paths of the emulator for its own people, such as the one that forgets everything. */
export function isPrivate(request: Request): boolean {
  return /^\/(_ministack|_localstack|_stagewright)(\/|$)/i.test(decodePathPart(splitUrl(request.url).path));
}

/** Whether a request says in any way, right or wrong, that somebody has signed it. */
export function claimsSignature(request: Request): boolean {
  const authorization = headerOf(request, "authorization") ?? "";
  if (/^AWS|Credential=/.test(authorization)) return true;
  return [...splitUrl(request.url).query.keys()].some((name) =>
    /^(x-amz-(algorithm|credential|signature)|awsaccesskeyid|signature)$/i.test(name),
  );
}

/** `GET /?Action=ConfirmSubscription&TopicArn=…&Token=…`, the link in the message that asks for it. */
function isConfirmation(request: Request, path: string): boolean {
  const { query } = splitUrl(request.url);
  const names = [...query.keys()].sort().join();
  const isLink = request.method === "GET" && path === "/" && names === "Action,Token,TopicArn";
  return isLink && query.get("Action") === "ConfirmSubscription" && !hasBody(request);
}
