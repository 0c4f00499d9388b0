data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  isolated = var.isolation == "repository"

  # A repository in names: readable, and told apart by its hash. As in compiler/pipeline/names.ts.
  repository_hashes = { for repository in var.repositories : repository => substr(sha256(repository), 0, 10) }
  repository_slugs = {
    for repository in var.repositories : repository =>
    trimsuffix(substr(trimprefix(replace(lower(repository), "/[^a-z0-9]+/", "-"), "-"), 0, 19), "-")
  }

  # One formation role for all repositories, or one for each; `ending` is how the stacks end that it may touch.
  formations = { for formation in concat(
    [for all in local.isolated ? [] : ["all"] : {
      name         = var.formation_role
      repositories = var.repositories
      ending       = ""
    }],
    [for repository in local.isolated ? var.repositories : [] : {
      name = join("-", compact([
        var.formation_role, local.repository_slugs[repository], local.repository_hashes[repository]
      ]))
      repositories = [repository]
      ending       = "-${local.repository_hashes[repository]}-stack"
    }],
  ) : formation.name => formation }

  # A test role of the same name as the formation role is that role.
  has_test_role   = var.test_role != var.formation_role
  formation_trust = local.has_test_role ? local.pipelines_trust : local.pipelines_and_tests_trust

  role_arns = sort([
    for role in distinct(concat(
      [local.isolated ? "${var.formation_role}-*" : var.formation_role, var.deployer_role, var.test_role],
      keys(var.roles),
    )) :
    "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/${role}"
  ])

  passable_role_arns = [
    for role in coalesce(var.passable_roles, ["${var.name_prefix}-*"]) :
    "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/${role}"
  ]

  # The services that get roles; ECS gives them to its tasks.
  passed_to = concat(
    [for service in var.deployer_services : "${service}.amazonaws.com" if service != "iam"],
    [for service in var.deployer_services : "ecs-tasks.amazonaws.com" if service == "ecs"],
  )

  has_transforms = contains(var.capabilities, "CAPABILITY_AUTO_EXPAND")

  # What no application may touch where this account is the central one.
  state_bucket = coalesce(var.installation.state_bucket, "${var.name_prefix}-state-${var.central_account}")
  lock_table   = coalesce(var.installation.lock_table, "${var.name_prefix}-locks")

  service_actions = [for service in var.deployer_services : "${service}:*" if service != "iam"]

  boundary_arn = one([
    for name in var.permissions_boundary[*] :
    "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:policy/${name}"
  ])
}

resource "aws_iam_role" "formation" {
  for_each = local.formations

  name                 = each.key
  description          = "Pipelines of stagewright deploy with it"
  permissions_boundary = local.boundary_arn

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.formation_trust[each.key], local.organisation_trust)
  })
}

resource "aws_iam_role_policy" "formation" {
  for_each = local.formations

  name = "formation"
  role = aws_iam_role.formation[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      local.formation_grants[each.key],
      [for statement in local.expansion_grants : statement if local.has_transforms],
      [for statement in local.macro_grants : statement if local.has_transforms && contains(var.deployer_services, "lambda")],
    )
  })
}

resource "aws_iam_role" "deployer" {
  name                 = var.deployer_role
  description          = "CloudFormation makes applications with it"
  permissions_boundary = local.boundary_arn

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.cloudformation_trust
  })
}

resource "aws_iam_role_policy" "deployer" {
  name = "deployer"
  role = aws_iam_role.deployer.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [for statement in local.service_grants : statement if length(local.service_actions) > 0],
      [for statement in local.passing_grants : statement if length(local.passed_to) > 0 && length(local.passable_role_arns) > 0],
      [for statement in local.role_grants : statement if contains(var.deployer_services, "iam")],
      [for statement in local.policy_grants : statement if contains(var.deployer_services, "iam")],
      local.nested_grants,
      [for statement in local.expansion_grants : statement if local.has_transforms],
      local.package_grants,
      flatten([jsondecode(var.deployer_policy).Statement]),
      local.protection,
      local.boundary_protection,
    )
  })
}

resource "aws_iam_role" "test" {
  count = local.has_test_role ? 1 : 0

  name                 = var.test_role
  description          = "Tests of stagewright's pipelines look at applications with it"
  permissions_boundary = local.boundary_arn

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.tests_trust, local.organisation_trust)
  })
}

resource "aws_iam_role_policy" "test" {
  count = local.has_test_role ? 1 : 0

  name = "test"
  role = aws_iam_role.test[0].id

  policy = coalesce(var.test_policy, jsonencode({
    Version   = "2012-10-17"
    Statement = local.test_grants
  }))
}

resource "aws_iam_role" "further" {
  for_each = var.roles

  name                 = each.key
  description          = each.value.description
  permissions_boundary = local.boundary_arn
  assume_role_policy   = each.value.trust
}

resource "aws_iam_role_policy" "further" {
  for_each = var.roles

  name   = each.value.kind
  role   = aws_iam_role.further[each.key].id
  policy = each.value.policy
}

resource "aws_iam_role_policy_attachment" "further" {
  for_each = merge([
    for name, role in var.roles : { for arn in role.managed_policies : "${name} ${arn}" => { role = name, arn = arn } }
  ]...)

  role       = aws_iam_role.further[each.value.role].name
  policy_arn = each.value.arn
}
