"""
What CloudFormation asks of who it acts for, type by type: `handlers.create`, `update` and `delete.permissions` of AWS's
resource schemas (docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html), and which resource
each names. Of what a schema lists, that is left out which a template of serverless applications never makes it call.

A row: the ARN, after `arn:aws:`; the property that names the resource, if a template may; then the actions. `Action?Property`
is asked if the template gives the property or, in an update, changes it. In an ARN, `{id}` is the physical id, `{last}` its
last part, `{Name}` a property's value, `{Name/}` the last part of that; `{at}` is region and account.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    arn: str
    named: str
    create: str
    update: str
    delete: str
    # Where the resource is made, if that is what creation is asked for.
    under: str = ""


BUCKET = """PutBucketTagging?Tags PutEncryptionConfiguration?BucketEncryption PutBucketCORS?CorsConfiguration
 PutLifecycleConfiguration?LifecycleConfiguration PutBucketNotification?NotificationConfiguration
 PutBucketWebsite?WebsiteConfiguration PutAccelerateConfiguration?AccelerateConfiguration
 PutBucketPublicAccessBlock?PublicAccessBlockConfiguration PutReplicationConfiguration?ReplicationConfiguration
 PutBucketObjectLockConfiguration?ObjectLockConfiguration PutBucketLogging?LoggingConfiguration
 PutBucketVersioning?VersioningConfiguration PutBucketOwnershipControls?OwnershipControls
 PutIntelligentTieringConfiguration?IntelligentTieringConfigurations PutMetricsConfiguration?MetricsConfigurations
 PutInventoryConfiguration?InventoryConfigurations PutAnalyticsConfiguration?AnalyticsConfigurations"""
TABLE = """DescribeTable TagResource?Tags UpdateTimeToLive?TimeToLiveSpecification
 UpdateContributorInsights?ContributorInsightsSpecification
 UpdateContinuousBackups?PointInTimeRecoverySpecification PutResourcePolicy?ResourcePolicy
 EnableKinesisStreamingDestination?KinesisStreamSpecification"""
FUNCTION = """GetFunction TagResource?Tags PutFunctionConcurrency?ReservedConcurrentExecutions
 PutRuntimeManagementConfig?RuntimeManagementConfig PutFunctionRecursionConfig?RecursiveLoop"""
ROLE = """PutRolePolicy?Policies AttachRolePolicy?ManagedPolicyArns TagRole?Tags"""
LOG_GROUP = """PutRetentionPolicy?RetentionInDays TagResource?Tags PutDataProtectionPolicy?DataProtectionPolicy
 AssociateKmsKey?KmsKeyId"""
RULE = "PutRule DescribeRule PutTargets?Targets TagResource?Tags"
ALARM = "PutMetricAlarm DescribeAlarms TagResource?Tags"
BOARD = "PutDashboard GetDashboard"
TOPIC = "GetTopicAttributes TagResource?Tags Subscribe?Subscription PutDataProtectionPolicy?DataProtectionPolicy"

FUNCTION_OF = "lambda:{at}:function:{FunctionName/}"
GROUP_OF = "logs:{at}:log-group:{LogGroupName}"

TYPES = {
    "AWS::S3::Bucket": Row("s3:::{id}", "BucketName", "CreateBucket " + BUCKET, BUCKET, "DeleteBucket"),
    "AWS::S3::BucketPolicy": Row("s3:::{Bucket}", "Bucket", "PutBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy"),
    "AWS::SQS::Queue": Row("sqs:{at}:{last}", "QueueName", "CreateQueue GetQueueAttributes TagQueue?Tags",
                           "SetQueueAttributes GetQueueAttributes TagQueue?Tags", "DeleteQueue GetQueueAttributes"),
    "AWS::SNS::Topic": Row("sns:{at}:{last}", "TopicName", "CreateTopic " + TOPIC, "SetTopicAttributes " + TOPIC,
                           "DeleteTopic GetTopicAttributes"),
    "AWS::SNS::Subscription": Row("sns:{at}:{TopicArn/}", "TopicArn", "Subscribe", "SetSubscriptionAttributes",
                                  "Unsubscribe GetSubscriptionAttributes"),
    "AWS::DynamoDB::Table": Row("dynamodb:{at}:table/{id}", "TableName", "CreateTable " + TABLE, "UpdateTable " + TABLE,
                                "DeleteTable DescribeTable"),
    "AWS::DynamoDB::GlobalTable": Row("dynamodb:{at}:table/{id}", "TableName",
                                      "CreateTable CreateTableReplica DescribeTable UpdateTimeToLive?TimeToLiveSpecification",
                                      "UpdateTable DescribeTable UpdateTimeToLive?TimeToLiveSpecification",
                                      "DeleteTable DescribeTable"),
    "AWS::Lambda::Function": Row("lambda:{at}:function:{id}", "FunctionName", "CreateFunction " + FUNCTION,
                                 "UpdateFunctionConfiguration UpdateFunctionCode?Code " + FUNCTION,
                                 "DeleteFunction GetFunction"),
    "AWS::Lambda::Url": Row("lambda:{at}:function:{TargetFunctionArn/}", "TargetFunctionArn", "CreateFunctionUrlConfig",
                            "UpdateFunctionUrlConfig", "DeleteFunctionUrlConfig"),
    "AWS::Lambda::Permission": Row(FUNCTION_OF, "FunctionName", "AddPermission", "AddPermission RemovePermission",
                                   "RemovePermission"),
    "AWS::Lambda::Version": Row(FUNCTION_OF, "FunctionName",
                                "PublishVersion GetFunctionConfiguration"
                                " PutProvisionedConcurrencyConfig?ProvisionedConcurrencyConfig",
                                "GetFunctionConfiguration", "DeleteFunction GetFunctionConfiguration"),
    "AWS::Lambda::Alias": Row(FUNCTION_OF, "FunctionName",
                              "CreateAlias PutProvisionedConcurrencyConfig?ProvisionedConcurrencyConfig",
                              "UpdateAlias GetAlias PutProvisionedConcurrencyConfig?ProvisionedConcurrencyConfig",
                              "DeleteAlias GetAlias"),
    "AWS::Lambda::EventSourceMapping": Row("lambda:{at}:event-source-mapping:{id}", "",
                                           "CreateEventSourceMapping GetEventSourceMapping TagResource?Tags",
                                           "UpdateEventSourceMapping GetEventSourceMapping TagResource?Tags",
                                           "DeleteEventSourceMapping GetEventSourceMapping"),
    "AWS::Lambda::EventInvokeConfig": Row(FUNCTION_OF, "FunctionName", "PutFunctionEventInvokeConfig",
                                          "UpdateFunctionEventInvokeConfig", "DeleteFunctionEventInvokeConfig"),
    "AWS::Lambda::LayerVersion": Row("{id}", "", "PublishLayerVersion", "PublishLayerVersion",
                                     "DeleteLayerVersion GetLayerVersion", under="lambda:{at}:layer:{LayerName}"),
    "AWS::Lambda::LayerVersionPermission": Row("{LayerVersionArn}", "LayerVersionArn", "AddLayerVersionPermission",
                                               "AddLayerVersionPermission",
                                               "RemoveLayerVersionPermission GetLayerVersionPolicy"),
    "AWS::IAM::Role": Row("iam::{account}:role{Path}{id}", "RoleName", "CreateRole GetRole " + ROLE,
                          "UpdateAssumeRolePolicy?AssumeRolePolicyDocument UpdateRole?MaxSessionDuration"
                          " UpdateRoleDescription?Description PutRolePermissionsBoundary?PermissionsBoundary " + ROLE,
                          "DeleteRole GetRole ListRolePolicies ListAttachedRolePolicies DeleteRolePolicy?Policies"
                          " DetachRolePolicy?ManagedPolicyArns"),
    # Of each role, user and group that it is put on.
    "AWS::IAM::Policy": Row("", "PolicyName", "Put{}Policy Get{}Policy", "Put{}Policy", "Delete{}Policy"),
    "AWS::IAM::ManagedPolicy": Row("iam::{account}:policy{Path}{last}", "ManagedPolicyName", "CreatePolicy",
                                   "CreatePolicyVersion GetPolicy ListPolicyVersions",
                                   "DeletePolicy GetPolicy ListPolicyVersions ListEntitiesForPolicy"),
    "AWS::Logs::LogGroup": Row("logs:{at}:log-group:{id}", "LogGroupName", "CreateLogGroup " + LOG_GROUP, LOG_GROUP,
                               "DeleteLogGroup"),
    "AWS::Logs::LogStream": Row(GROUP_OF + ":log-stream:{last}", "", "CreateLogStream", "", "DeleteLogStream"),
    "AWS::Logs::ResourcePolicy": Row("*", "PolicyName", "logs:PutResourcePolicy", "logs:PutResourcePolicy",
                                     "logs:DeleteResourcePolicy"),
    "AWS::Logs::SubscriptionFilter": Row(GROUP_OF, "LogGroupName", "PutSubscriptionFilter DescribeSubscriptionFilters",
                                         "PutSubscriptionFilter DescribeSubscriptionFilters", "DeleteSubscriptionFilter"),
    "AWS::Logs::MetricFilter": Row(GROUP_OF, "LogGroupName", "PutMetricFilter DescribeMetricFilters",
                                   "PutMetricFilter DescribeMetricFilters", "DeleteMetricFilter"),
    "AWS::Events::EventBus": Row("events:{at}:event-bus/{id}", "Name",
                                 "CreateEventBus DescribeEventBus TagResource?Tags PutPermission?Policy",
                                 "UpdateEventBus DescribeEventBus TagResource?Tags PutPermission?Policy",
                                 "DeleteEventBus DescribeEventBus"),
    "AWS::Events::Rule": Row("events:{at}:rule/{EventBusName/}/{last}", "Name", RULE, RULE,
                             "DeleteRule DescribeRule RemoveTargets?Targets ListTargetsByRule?Targets"),
    "AWS::StepFunctions::StateMachine": Row("states:{at}:stateMachine:{last}", "StateMachineName",
                                            "CreateStateMachine DescribeStateMachine TagResource?Tags",
                                            "UpdateStateMachine TagResource?Tags",
                                            "DeleteStateMachine DescribeStateMachine"),
    "AWS::CloudWatch::Alarm": Row("cloudwatch:{at}:alarm:{id}", "AlarmName", ALARM, ALARM, "DeleteAlarms DescribeAlarms"),
    "AWS::CloudWatch::Dashboard": Row("cloudwatch::{account}:dashboard/{id}", "DashboardName", BOARD, BOARD,
                                      "DeleteDashboards GetDashboard"),
    "AWS::Scheduler::Schedule": Row("scheduler:{at}:schedule/{GroupName}/{id}", "Name", "CreateSchedule GetSchedule",
                                    "UpdateSchedule GetSchedule", "DeleteSchedule GetSchedule"),
    "AWS::Scheduler::ScheduleGroup": Row("scheduler:{at}:schedule-group/{id}", "Name",
                                         "CreateScheduleGroup GetScheduleGroup TagResource?Tags",
                                         "GetScheduleGroup TagResource?Tags", "DeleteScheduleGroup GetScheduleGroup"),
    "AWS::CloudFormation::Stack": Row("{id}", "", "CreateStack DescribeStacks", "UpdateStack DescribeStacks",
                                      "DeleteStack DescribeStacks"),
    # These wait for what others do, and call nobody.
    "AWS::CloudFormation::WaitCondition": Row("*", "", "", "", ""),
    "AWS::CloudFormation::WaitConditionHandle": Row("*", "", "", "", ""),
    # A custom resource calls whom it names.
    "AWS::CloudFormation::CustomResource": Row("{ServiceToken}", "ServiceToken", *["InvokeFunction"] * 3),
}

# Policies that stand on several resources, and the property that lists them.
SHARED = {"AWS::SQS::QueuePolicy": ("Queues", "sqs:{at}:{last}", "SetQueueAttributes"),
          "AWS::SNS::TopicPolicy": ("Topics", "sns:{at}:{last}", "SetTopicAttributes")}

# API Gateway's actions are HTTP's methods: where a thing is made, and what it is called there.
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
API = {
    "AWS::ApiGateway::RestApi": "restapis",
    "AWS::ApiGateway::Resource": "restapis/{RestApiId}/resources",
    "AWS::ApiGateway::Model": "restapis/{RestApiId}/models",
    "AWS::ApiGateway::Authorizer": "restapis/{RestApiId}/authorizers",
    "AWS::ApiGateway::RequestValidator": "restapis/{RestApiId}/requestvalidators",
    "AWS::ApiGateway::Deployment": "restapis/{RestApiId}/deployments",
    "AWS::ApiGateway::Stage": "restapis/{RestApiId}/stages",
    "AWS::ApiGateway::ApiKey": "apikeys",
    "AWS::ApiGateway::UsagePlan": "usageplans",
    "AWS::ApiGateway::UsagePlanKey": "usageplans/{UsagePlanId}/keys",
    "AWS::ApiGateway::DomainName": "domainnames",
    "AWS::ApiGateway::BasePathMapping": "domainnames/{DomainName}/basepathmappings",
    "AWS::ApiGatewayV2::Api": "apis",
    "AWS::ApiGatewayV2::Stage": "apis/{ApiId}/stages",
    "AWS::ApiGatewayV2::Integration": "apis/{ApiId}/integrations",
    "AWS::ApiGatewayV2::Route": "apis/{ApiId}/routes",
    "AWS::ApiGatewayV2::Authorizer": "apis/{ApiId}/authorizers",
    "AWS::ApiGatewayV2::DomainName": "domainnames",
    "AWS::ApiGatewayV2::ApiMapping": "domainnames/{DomainName}/apimappings",
}
# Made where they stand, by one call.
PUT = {
    "AWS::ApiGateway::Method": ("restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}", "PUT", "PUT", "DELETE"),
    "AWS::ApiGateway::GatewayResponse": ("restapis/{RestApiId}/gatewayresponses/{ResponseType}", "PUT", "PUT", "DELETE"),
    "AWS::ApiGateway::Account": ("account", "PATCH", "PATCH", ""),
}
NAMES = {"AWS::ApiGateway::UsagePlanKey": "{KeyId}"}
GATEWAY = "apigateway:{region}::/"
TYPES.update({
    name: Row(GATEWAY + path + "/" + NAMES.get(name, "{last}"), "", "POST", "PATCH GET", "DELETE", under=GATEWAY + path)
    for name, path in API.items()
})
TYPES.update({name: Row(GATEWAY + path, "RestApiId", *actions) for name, (path, *actions) in PUT.items()})
