"""
Objects that CloudFormation and Lambda read: templates, nested templates, code. Whoever has them read must be allowed to,
by his policies, the bucket's and the key's, whichever account the bucket is in.
"""

import functools
import re
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import urlsplit

from encryption import of_read
from further import PRIVATE, caller
from passing import read as json_of
from permissions import acting, as_caller, why_not

# Who reads, where it is not whom CloudFormation acts as.
reading = ContextVar("reading", default=None)

CODE = PRIVATE + "code"
DENIED = "S3 error: Access Denied\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"

# Where a resource names objects: bucket, key and version, below a property.
PLACES = {
    "AWS::Lambda::Function": ("Code", "S3Bucket", "S3Key", "S3ObjectVersion"),
    "AWS::Lambda::LayerVersion": ("Content", "S3Bucket", "S3Key", "S3ObjectVersion"),
    "AWS::StepFunctions::StateMachine": ("DefinitionS3Location", "Bucket", "Key", "Version"),
}


class Unreadable(ValueError):
    """`code` is S3's."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def note_code():
    """Of the body of a request, for `of_call`."""
    from ministack.core import iam_actions

    iam_actions.request_tag_context = with_code(iam_actions.request_tag_context)


@functools.cache
def read_code():
    from ministack.services import lambda_svc, s3

    s3._get_object_data = judged(s3._get_object_data)
    lambda_svc._fetch_code_from_s3 = code(lambda_svc._fetch_code_from_s3)


def read_templates():
    from ministack.services.cloudformation import helpers, provisioners

    helpers._resolve_document = documents(helpers._resolve_document)
    provisioners._cfn_nested_stack_deploy = nested(provisioners._cfn_nested_stack_deploy)


def judged(read):
    """In the bucket's own account, if whoever reads is known and may. Nobody else reads beyond his account."""
    from ministack.core.responses import get_region, request_scope
    from ministack.services import s3

    def data(bucket, key, version_id=None):
        owner, reader = s3._bucket_owner_account(bucket), reading.get() or acting.get()
        if not reader or not owner:
            return read(bucket, key, version_id)
        for asked in asks(bucket, key, version_id):
            if why_not(reader, *asked):
                raise Unreadable("AccessDenied", DENIED)
        with request_scope(owner, get_region()):
            return read(bucket, key, version_id)

    return data


def asks(bucket, key, version=None):
    action = "s3:GetObjectVersion" if version else "s3:GetObject"
    return [(action, "arn:aws:s3:::%s/%s" % (bucket, key), {}), *of_read(bucket, key, version)]


def documents(resolve):
    """Templates are read by who calls, whatever role he gives; nested ones by whom the stack acts as."""
    from ministack.services.cloudformation.helpers import _error, _p

    def call(params, body, url, label):
        place = path_style(_p(params, url))
        with reading_as(reading.get() or as_caller(caller.get())):
            try:
                if place and not _p(params, body):
                    read_at(place)
            except Unreadable as refusal:
                return None, _error("ValidationError", str(refusal))
            return resolve({**params, url: [place]} if place else params, body, url, label)

    return call


def code(fetch):
    """Code is read by whom the stack acts as, and else by who calls."""

    def call(*given, **more):
        with reading_as(acting.get() or as_caller(caller.get())):
            return fetch(*given, **more)

    return call


def nested(deploy):
    def call(*given, **more):
        with reading_as(acting.get()):
            return deploy(*given, **more)

    return call


@contextmanager
def reading_as(principal):
    token = reading.set(principal)
    try:
        yield
    finally:
        reading.reset(token)


def path_style(url):
    """Buckets may stand in the host (S3 user guide, "Virtual hosting of buckets"), where MiniStack does not look."""
    return re.sub(r"^(https?://)([^/]+)\.(s3[.-][^/]+)/", r"\1\3/\2/", url)


def read_at(url):
    from ministack.services import s3

    bucket, _, key = urlsplit(url).path.lstrip("/").partition("/")
    return s3._get_object_data(bucket, key)


def with_code(keys):
    """Of who makes a function by a call."""
    def more_keys(service, action, body, params):
        given = keys(service, action, body, params)
        if action not in ("lambda:CreateFunction", "lambda:UpdateFunctionCode", "lambda:PublishLayerVersion"):
            return given
        request = json_of(body)
        held = request.get("Code") or request.get("Content") or request
        named = held.get("S3Bucket") and held.get("S3Key")
        return {**given, CODE: (held["S3Bucket"], held["S3Key"], held.get("S3ObjectVersion"))} if named else given

    return more_keys


def of_call(_, __, context):
    return asks(*context[CODE]) if CODE in context else []


def check(kind, props):
    """That what a resource is made of is there, and may be read."""
    from ministack.services import s3

    if kind == "AWS::CloudFormation::Stack":
        read_at(path_style(str(props.get("TemplateURL", ""))))
    place, *names = PLACES.get(kind, ("",))
    bucket, key, version = [((props.get(place) or {}).get(name)) for name in names] if names else [None] * 3
    if not bucket or not key:
        return
    if not s3._bucket_owner_account(bucket):
        raise Unreadable("NoSuchBucket", "The specified bucket does not exist")
    if s3._get_object_data(bucket, key, version) is None:
        raise Unreadable("NoSuchKey", "The specified key does not exist.")
