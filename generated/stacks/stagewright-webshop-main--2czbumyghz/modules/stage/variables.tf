variable "environment" {
  description = "The environment's name in lower case. Tests see it as STAGE."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._-]{0,39}$", var.environment))
    error_message = "environment must be 1 to 40 of a-z, 0-9 and ._-, starting with a letter or digit."
  }
}

variable "approval" {
  description = "The topic that is made to tell approvers, and the e-mail addresses that it tells. Null makes none."
  type = object({
    topic_name = string
    emails     = set(string)
  })
  default = null

  validation {
    condition     = var.approval == null || can(regex("^[A-Za-z0-9_-]{1,256}$", var.approval.topic_name))
    error_message = "approval.topic_name must be 1 to 256 letters, digits, underscores and hyphens."
  }

  validation {
    condition     = var.approval == null || alltrue([for email in try(var.approval.emails, []) : can(regex("^[^@[:space:]]+@[^@[:space:]]+$", email))])
    error_message = "approval.emails must be e-mail addresses."
  }
}

variable "tests" {
  description = "The CodeBuild projects that test this environment, by the test's name. Adding one touches no other."
  type = map(object({
    project_name                = string
    role                        = string
    buildspec                   = string
    image                       = string
    image_pull_credentials_type = optional(string, "CODEBUILD")
    environment_type            = optional(string, "LINUX_CONTAINER")
    compute_type                = optional(string, "BUILD_GENERAL1_SMALL")
    timeout_minutes             = optional(number, 60)
    privileged                  = optional(bool, false)
    variables = optional(list(object({
      name  = string
      type  = string
      value = string
    })), [])
    vpc = optional(object({
      id              = string
      subnets         = list(string)
      security_groups = list(string)
    }))
  }))
  default = {}

  validation {
    condition     = alltrue([for test in var.tests : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$", test.project_name))])
    error_message = "tests[*].project_name must be 2 to 150 letters, digits, underscores and hyphens, starting with a letter or digit."
  }

  validation {
    condition = alltrue(flatten([
      for test in var.tests : [
        for variable in test.variables : !contains(concat(["STAGE", "REGION", "CHILD_ACCOUNT_ROLE_ARN", "S3_BUCKET"], keys(var.deployment.variables)), variable.name)
      ]
    ]))
    error_message = "tests[*].variables must leave out STAGE, REGION, CHILD_ACCOUNT_ROLE_ARN, S3_BUCKET and deployment.variables, which every test is given."
  }
}

variable "tests_roles" {
  description = "The roles that the tests of this environment run as, by name: who may take each, and what it may do, both as JSON."
  type = map(object({
    trust                = string
    policy               = string
    permissions_boundary = optional(string)
  }))
  default = {}

  validation {
    condition     = alltrue([for name in keys(var.tests_roles) : can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", name))])
    error_message = "tests_roles must be named by 1 to 64 letters, digits and _+=,.@-."
  }

  validation {
    condition     = alltrue([for role in var.tests_roles : can(jsondecode(role.trust)) && can(jsondecode(role.policy))])
    error_message = "tests_roles[*].trust and tests_roles[*].policy must be JSON documents."
  }

  validation {
    condition     = alltrue([for test in var.tests : contains(keys(var.tests_roles), test.role)])
    error_message = "tests_roles must hold the role of every test, tests[*].role."
  }
}

variable "deployment" {
  description = "What tests are told of the deployment: its region, the bucket of the artifacts, the role in the target account that they may take, and variables that tell what was deployed."
  type = object({
    region                 = string
    artifact_bucket        = string
    child_account_role_arn = string
    variables              = optional(map(string), {})
  })

  validation {
    condition     = alltrue([for name in keys(var.deployment.variables) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name))])
    error_message = "deployment.variables must be named by letters, digits and underscores, not starting with a digit."
  }

  validation {
    condition     = can(regex("^arn:[^:]+:iam::[0-9]{12}:role/.+$", var.deployment.child_account_role_arn))
    error_message = "deployment.child_account_role_arn must be the ARN of an IAM role."
  }
}

variable "deployment_projects" {
  description = "The CodeBuild projects that deploy to this environment, by what they do. Empty where actions of AWS deploy."
  type = map(object({
    name                        = string
    description                 = string
    role                        = string
    buildspec                   = string
    image                       = string
    image_pull_credentials_type = optional(string, "CODEBUILD")
    environment_type            = optional(string, "LINUX_CONTAINER")
    compute_type                = optional(string, "BUILD_GENERAL1_SMALL")
    timeout_minutes             = optional(number, 60)
    privileged                  = optional(bool, false)
    variables = optional(list(object({
      name  = string
      type  = optional(string, "PLAINTEXT")
      value = string
    })), [])
    vpc = optional(object({
      id              = string
      subnets         = list(string)
      security_groups = list(string)
    }))
  }))
  default = {}

  validation {
    condition     = alltrue([for project in var.deployment_projects : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$", project.name))])
    error_message = "deployment_projects[*].name must be 2 to 150 letters, digits, underscores and hyphens, starting with a letter or digit."
  }
}

variable "deployment_roles" {
  description = "The roles that these projects run as, by name: who may take each, and what it may do, both as JSON."
  type = map(object({
    trust                = string
    policy               = string
    permissions_boundary = optional(string)
  }))
  default = {}

  validation {
    condition     = alltrue([for name in keys(var.deployment_roles) : can(regex("^[A-Za-z0-9_+=,.@-]{1,64}$", name))])
    error_message = "deployment_roles must be named by 1 to 64 letters, digits and _+=,.@-."
  }

  validation {
    condition     = alltrue([for role in var.deployment_roles : can(jsondecode(role.trust)) && can(jsondecode(role.policy))])
    error_message = "deployment_roles[*].trust and deployment_roles[*].policy must be JSON documents."
  }

  validation {
    condition     = alltrue([for project in var.deployment_projects : contains(keys(var.deployment_roles), project.role)])
    error_message = "deployment_roles must hold the role of every project, deployment_projects[*].role."
  }
}

variable "kms_key_arn" {
  description = "The ARN of the key that encrypts the artifacts and the approval topic. Its policy must let this account's IAM decide."
  type        = string

  validation {
    condition     = can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key."
  }
}

variable "log_retention_days" {
  description = "How many days the logs of the tests are kept. 0 keeps them for ever."
  type        = number
  default     = 90

  validation {
    condition = contains([
      0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653
    ], var.log_retention_days)
    error_message = "log_retention_days must be one of the periods that CloudWatch Logs takes, or 0."
  }
}

variable "tags" {
  description = "Tags of the topic, the logs and the projects, and not of the roles: policies elsewhere may take a role's tags for what it may do."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(var.tags) <= 50
    error_message = "tags must be 50 at most."
  }
}
