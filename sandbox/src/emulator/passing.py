"""
iam:PassRole, of whoever gives a service a role (IAM user guide, "Grant a user permissions to pass a role to an AWS
service"): by a call, or by a resource of a template.
"""

import json

from further import PRIVATE

ROLES = PRIVATE + "roles"

# Where a request holds roles, and who gets them.
CALLS = {
    "lambda:CreateFunction": ("lambda", "Role"),
    "lambda:UpdateFunctionConfiguration": ("lambda", "Role"),
    "events:PutRule": ("events", "RoleArn"),
    "events:PutTargets": ("events", "Targets.*.RoleArn"),
    "scheduler:CreateSchedule": ("scheduler", "Target.RoleArn"),
    "scheduler:UpdateSchedule": ("scheduler", "Target.RoleArn"),
    "states:CreateStateMachine": ("states", "roleArn"),
    "states:UpdateStateMachine": ("states", "roleArn"),
}

# Where a resource does.
TYPES = {
    "AWS::Lambda::Function": ("lambda", "Role"),
    "AWS::Events::Rule": ("events", "RoleArn", "Targets.*.RoleArn"),
    "AWS::Scheduler::Schedule": ("scheduler", "Target.RoleArn"),
    "AWS::StepFunctions::StateMachine": ("states", "RoleArn"),
    "AWS::Logs::SubscriptionFilter": ("logs", "RoleArn"),
    "AWS::SNS::Subscription": ("sns", "SubscriptionRoleArn"),
    "AWS::S3::Bucket": ("s3", "ReplicationConfiguration.Role"),
    "AWS::ApiGateway::Method": ("apigateway", "Integration.Credentials"),
    "AWS::ApiGateway::Authorizer": ("apigateway", "AuthorizerCredentials"),
    "AWS::ApiGateway::Account": ("apigateway", "CloudWatchRoleArn"),
    "AWS::ApiGatewayV2::Integration": ("apigateway", "CredentialsArn"),
    "AWS::ApiGatewayV2::Authorizer": ("apigateway", "AuthorizerCredentialsArn"),
}


def note_roles():
    """Of the body of a request, for `of_call`."""
    from ministack.core import iam_actions

    keys = iam_actions.request_tag_context

    def more_keys(service, action, body, params):
        found = keys(service, action, body, params)
        roles = values(read(body), CALLS[action][1]) if action in CALLS else []
        return {**found, ROLES: roles} if roles else found

    iam_actions.request_tag_context = more_keys


def of_call(action, _, context):
    return [passing(role, CALLS[action][0]) for role in context.get(ROLES, [])]


def of_resource(kind, props):
    service, *paths = TYPES.get(kind, ("",))
    return [passing(role, service) for path in paths for role in values(props, path)]


def passing(role, service):
    return "iam:PassRole", role, {"iam:PassedToService": service + ".amazonaws.com"}


def values(document, path):
    """The texts at a path, where `*` is every item of a list."""
    name, _, rest = path.partition(".")
    if not name:
        return [document] if isinstance(document, str) and document else []
    if name == "*":
        return [one for item in document for one in values(item, rest)] if isinstance(document, list) else []
    return values(document.get(name), rest) if isinstance(document, dict) else []


def read(body):
    try:
        return json.loads(body or b"{}")
    except ValueError:
        return {}
