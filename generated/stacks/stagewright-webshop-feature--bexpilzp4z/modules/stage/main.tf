locals {
  # What every test is told of the deployment, before the variables of its own.
  standard_variables = concat([
    { name = "STAGE", type = "PLAINTEXT", value = var.environment },
    { name = "REGION", type = "PLAINTEXT", value = var.deployment.region },
    { name = "CHILD_ACCOUNT_ROLE_ARN", type = "PLAINTEXT", value = var.deployment.child_account_role_arn },
    { name = "S3_BUCKET", type = "PLAINTEXT", value = var.deployment.artifact_bucket },
    ], [for name, value in var.deployment.variables : { name = name, type = "PLAINTEXT", value = value }]
  )

  projects = { for test, project in var.tests : test => merge(project, {
    name             = project.project_name
    description      = "Tests ${test} in ${var.environment}"
    service_role_arn = aws_iam_role.tests[project.role].arn
    variables        = concat(local.standard_variables, project.variables)
  }) }
}

resource "aws_sns_topic" "approval" {
  count = var.approval == null ? 0 : 1

  name              = var.approval.topic_name
  kms_master_key_id = var.kms_key_arn
  tags              = var.tags
}

resource "aws_sns_topic_subscription" "approval" {
  for_each = toset(var.approval == null ? [] : var.approval.emails)

  topic_arn = aws_sns_topic.approval[0].arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_iam_role" "tests" {
  for_each = var.tests_roles

  name                 = each.key
  permissions_boundary = each.value.permissions_boundary
  assume_role_policy   = each.value.trust
}

resource "aws_iam_role_policy" "tests" {
  for_each = var.tests_roles

  name   = "tests"
  role   = aws_iam_role.tests[each.key].id
  policy = each.value.policy
}

module "projects" {
  source = "../codebuild-project"

  projects           = local.projects
  kms_key_arn        = var.kms_key_arn
  log_retention_days = var.log_retention_days
  tags               = var.tags

  # A project in a VPC is refused while its role may not yet make network interfaces.
  depends_on = [aws_iam_role_policy.tests]
}

resource "aws_iam_role" "deployment" {
  for_each = var.deployment_roles

  name                 = each.key
  permissions_boundary = each.value.permissions_boundary
  assume_role_policy   = each.value.trust
}

resource "aws_iam_role_policy" "deployment" {
  for_each = var.deployment_roles

  name   = "deployment"
  role   = aws_iam_role.deployment[each.key].id
  policy = each.value.policy
}

module "deployment_projects" {
  count  = length(var.deployment_projects) > 0 ? 1 : 0
  source = "../codebuild-project"

  projects = { for step, project in var.deployment_projects : step => merge(project, {
    service_role_arn = aws_iam_role.deployment[project.role].arn
  }) }
  kms_key_arn        = var.kms_key_arn
  log_retention_days = var.log_retention_days
  tags               = var.tags

  depends_on = [aws_iam_role_policy.deployment]
}

moved {
  from = aws_cloudwatch_log_group.test
  to   = module.projects.aws_cloudwatch_log_group.this
}

moved {
  from = aws_codebuild_project.test
  to   = module.projects.aws_codebuild_project.this
}
