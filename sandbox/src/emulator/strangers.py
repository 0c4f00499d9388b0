"""
A bucket of another account: MiniStack judges by the bucket's policy what the caller's account may, as its root. AWS judges who
calls, by both sides' policies (…/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html), unless the bucket
keeps strangers out whom a public policy lets in (…/AmazonS3/latest/userguide/access-control-block-public-access.html).
"""

from decide import is_root
from further import PRIVATE, caller
from permissions import as_caller, why_not


def judge_strangers():
    from ministack.services import s3

    by_account = s3._foreign_bucket_allows

    def allows(owner, bucket, key, method, query, account, headers=None):
        who = account and as_caller(caller.get())
        if not who or is_root(who) or not counts(owner, bucket):
            return by_account(owner, bucket, key, method, query, account, headers)
        return not why_not(who, *asked(owner, bucket, key, method, query, headers or {}))

    def counts(owner, bucket):
        policy = s3._bucket_policies.get_scoped(owner, None, bucket)
        is_restricted = s3._public_access_blocked(owner, bucket, "RestrictPublicBuckets")
        return policy and not (is_restricted and s3._policy_is_public(policy))

    s3._foreign_bucket_allows = allows


def asked(owner, bucket, key, method, query, headers):
    """What IAM is asked: an action, a resource, and keys of conditions."""
    from ministack.core.iam_actions import _s3_action, s3_service_context
    from ministack.core.responses import get_region, request_scope

    path = "/%s/%s" % (bucket, key) if key else "/" + bucket
    read = method in ("GET", "HEAD")
    action = "s3:" + (_s3_action(method, path, query) or ("GetObject" if read else "PutObject"))
    with request_scope(owner, get_region()):
        keys = s3_service_context(action, query, path, headers)
    told = {name: value for name, value in keys.items() if value is not None and not name.startswith(PRIVATE)}
    return action, "arn:aws:s3:::" + path[1:], told
