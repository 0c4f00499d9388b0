"""
KMS, of whoever reads and writes what S3 keeps under a key (S3 user guide, "Using server-side encryption with AWS KMS
keys"): the key of the object, of the request, or the bucket's default. No key is asked of who asks for the head alone.
"""

from contextvars import ContextVar

from further import PRIVATE

REQUEST = PRIVATE + "object"
HEADER, KEY = "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id"

method_of_call = ContextVar("method_of_call", default="")


def note_objects():
    """Of a request to S3, for `of_call`; and the policies of keys are found below the account of the key."""
    from ministack.core import iam_actions, iam_evaluator
    from ministack.core.responses import request_scope

    keys, action_of = iam_actions.s3_service_context, iam_actions.extract_iam_action
    policy_of = iam_evaluator._resource_policy

    def more_keys(action, query, path="", headers=None):
        found = keys(action, query, path, headers)
        noted = {"query": query or {}, "headers": headers or {}, "method": method_of_call.get()}
        return {**found, REQUEST: noted} if action in ASKED else found

    def action(service, method, *rest):
        method_of_call.set(method)
        return action_of(service, method, *rest)

    def policy(service, arn):
        if service != "kms" or not arn.startswith("arn:"):
            return policy_of(service, arn)
        with request_scope(arn.split(":")[4], arn.split(":")[3]):
            found = policy_of(service, arn)
        return found or policy_of(service, arn)

    iam_actions.s3_service_context, iam_actions.extract_iam_action = more_keys, action
    iam_evaluator._resource_policy = policy


ASKED = ("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject")


def of_call(action, resource, context):
    request = context.get(REQUEST) or {}
    if action not in ASKED or request.get("method") == "HEAD" or not resource.startswith("arn:aws:s3:::"):
        return []
    bucket, _, name = resource[len("arn:aws:s3:::") :].partition("/")
    query = request.get("query") or {}
    if action != "s3:PutObject":
        return of_read(bucket, name, first(query, "versionId"))
    actions = ["kms:GenerateDataKey"]
    if first(query, "uploadId"):
        actions.append("kms:Decrypt")
    headers = of_upload(bucket, first(query, "uploadId")) or request.get("headers") or {}
    return questions(actions, bucket, name, headers if headers.get(HEADER) else default_of(bucket))


def of_read(bucket, name, version=None):
    return questions(["kms:Decrypt"], bucket, name, kept(bucket, name, version))


def questions(actions, bucket, name, headers):
    from ministack.core.responses import get_region

    key = arn_of(headers.get(KEY), bucket) if str(headers.get(HEADER, "")).startswith("aws:kms") else None
    if not key:
        return []
    region = key.split(":")[3] or get_region()
    suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    keys = {"kms:ViaService": "s3.%s.%s" % (region, suffix), "kms:EncryptionContextKeys": ["aws:s3:arn"]}
    keys["kms:EncryptionContext:aws:s3:arn"] = "arn:aws:s3:::%s/%s" % (bucket, name)
    return [(action, key, keys) for action in actions]


def arn_of(key, bucket):
    """A key's ARN, by its id, its alias, or the ARN of either. The keys that AWS keeps for S3 ask nobody."""
    from ministack.core.responses import get_region, request_scope
    from ministack.services import kms, s3

    if not key or "alias/aws/" in key:
        return None
    parts = key.split(":")
    owner = parts[4] if len(parts) > 5 else s3._bucket_owner_account(bucket)
    with request_scope(owner or "", parts[3] if len(parts) > 5 else get_region()):
        found = kms._resolve_key(key)
    return found["Arn"] if found else key if ":key/" in key else None


def kept(bucket, name, version):
    """The headers of an object, or of one version of it."""
    from ministack.services import s3

    return in_bucket(bucket, lambda: record(s3, bucket, name, version).get("preserved_headers")) or {}


def record(s3, bucket, name, version):
    if version and version != "null":
        found = [one for one in s3._object_versions.get((bucket, name), []) if one["version_id"] == version]
        return found[0] if found else {}
    return ((s3._buckets.get(bucket) or {}).get("objects") or {}).get(name) or {}


def of_upload(bucket, upload):
    from ministack.services import s3

    found = in_bucket(bucket, lambda: s3._multipart_uploads.get(upload)) if upload else None
    return (found or {}).get("preserved_headers")


def default_of(bucket):
    from ministack.services import s3

    return in_bucket(bucket, lambda: s3._bucket_default_sse_headers(bucket)) or {}


def in_bucket(bucket, look):
    from ministack.core.responses import get_region, request_scope
    from ministack.services import s3

    owner = s3._bucket_owner_account(bucket)
    if not owner:
        return None
    with request_scope(owner, get_region()):
        return look()


def first(query, name):
    value = query.get(name)
    return value[0] if isinstance(value, list) and value else value
