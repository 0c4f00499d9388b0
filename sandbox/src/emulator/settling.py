"""
What AWS lets count only after a while, for as many seconds as the sandbox was told; usually none. Tags of a key: "It might
take up to five minutes for tag and alias changes to affect KMS key authorization" (KMS developer guide, "ABAC for AWS
KMS"). Policies of a role: IAM is eventually consistent (IAM user guide, "Troubleshoot IAM").
"""

import json
import os

from clock import now


def settle():
    seconds = json.loads(os.environ.get("STAGEWRIGHT_SETTLING") or "{}")
    if seconds.get("keyTags"):
        hide_new_tags(seconds["keyTags"])
    if seconds.get("policies"):
        hide_new_policies(seconds["policies"])


def hide_new_tags(seconds):
    from ministack.services import kms, tagging

    tags_of = tagging.resource_tags

    def resource_tags(arn):
        key = kms._resolve_key(arn) if ":kms:" in arn and ":key/" in arn else None
        return {} if key and now() - key["CreationDate"] < seconds else tags_of(arn)

    tagging.resource_tags = resource_tags


def hide_new_policies(seconds):
    """A policy that is put again as it stood counts without a break."""
    from ministack.core import iam_evaluator as engine
    from ministack.services import iam

    put, gather, since = iam._put_role_policy, engine._gather_role_policies, {}

    def note(params):
        place = (iam.get_account_id(), iam._p(params, "RoleName"), iam._p(params, "PolicyDocument"))
        since.setdefault(place, now())
        return put(params)

    def settled(role_name, account_id):
        new = [
            engine.parse_policy_document(document)
            for (account, role, document), put_at in since.items()
            if (account, role) == (account_id, role_name) and now() - put_at < seconds
        ]
        return [policy for policy in gather(role_name, account_id) if policy not in new]

    iam._IAM_HANDLERS["PutRolePolicy"] = note
    engine._gather_role_policies = settled
