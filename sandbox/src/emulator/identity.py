"""Whose an access key is, and how long sessions of a role may be: MiniStack knows and has no call that says to whoever asks."""


def identity(access_key_id):
    from ministack.core.iam_evaluator import CredentialResolutionError, resolve_credential

    account = account_of(access_key_id)
    credential = account and resolve_credential(access_key_id, account)
    if not credential or isinstance(credential, CredentialResolutionError):
        return None
    return {
        "accountId": credential.account_id,
        "arn": credential.principal_arn,
        "roleArn": role_arn(credential),
        "secretAccessKey": credential.secret_access_key,
        "sessionToken": credential.session_token,
        "expiration": credential.expiration,
        **session_limits(access_key_id),
    }


def account_of(access_key_id):
    from ministack.core.iam_evaluator import AmbiguousAccessKeyError, find_iam_access_key_account
    from ministack.core.responses import _account_from_sts_session

    if len(access_key_id) == 12 and access_key_id.isdigit():
        return access_key_id
    try:
        return _account_from_sts_session(access_key_id) or find_iam_access_key_account(access_key_id)
    except AmbiguousAccessKeyError:
        return None


def role_arn(credential):
    """The role behind a session, with its path, which the session's own ARN lacks."""
    from ministack.services import iam

    if ":assumed-role/" not in credential.principal_arn:
        return None
    name = credential.principal_arn.split(":assumed-role/")[1].split("/")[0]
    role = iam._roles.get_scoped(credential.account_id, None, name)
    return role["Arn"] if role else None


def session_limits(access_key_id):
    from ministack.services import sts

    session = sts._sessions.get(access_key_id) or {}
    policies = session.get("SessionPolicies") or {}
    return {
        "sessionPolicy": policies.get("Policy") or None,
        "sessionPolicyArns": policies.get("PolicyArns") or [],
        "sessionTags": {tag["Key"]: tag["Value"] for tag in session.get("SessionTags") or []},
    }


def longest_session(role_arn):
    """Seconds: the role's own MaxSessionDuration; None of a role that is not there."""
    role = role_of(role_arn)
    return int(role["MaxSessionDuration"]) if role else None


def role_of(arn):
    """The role of this very ARN, with its path; None if there is none."""
    from ministack.services import iam

    account = arn.split(":")[4] if arn.count(":") > 4 else ""
    role = iam._roles.get_scoped(account, None, arn.rpartition("/")[2])
    return role if role and role["Arn"] == arn else None
