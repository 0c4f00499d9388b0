variable "projects" {
  description = "The CodeBuild projects, by a key of the caller's own. Adding one touches no other."
  type = map(object({
    name                        = string
    description                 = string
    service_role_arn            = string
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

  validation {
    condition     = alltrue([for project in var.projects : can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$", project.name))])
    error_message = "projects[*].name must be 2 to 150 letters, digits, underscores and hyphens, starting with a letter or digit."
  }

  validation {
    condition     = alltrue([for project in var.projects : can(regex("^arn:[^:]+:iam::[0-9]{12}:role/.+$", project.service_role_arn))])
    error_message = "projects[*].service_role_arn must be the ARN of an IAM role."
  }

  validation {
    condition     = alltrue([for project in var.projects : project.timeout_minutes >= 5 && project.timeout_minutes <= 2160])
    error_message = "projects[*].timeout_minutes must be 5 to 2160."
  }

  validation {
    condition     = alltrue([for project in var.projects : contains(["CODEBUILD", "SERVICE_ROLE"], project.image_pull_credentials_type)])
    error_message = "projects[*].image_pull_credentials_type must be CODEBUILD or SERVICE_ROLE."
  }

  validation {
    condition     = alltrue([for project in var.projects : contains(["LINUX_CONTAINER", "ARM_CONTAINER"], project.environment_type)])
    error_message = "projects[*].environment_type must be LINUX_CONTAINER or ARM_CONTAINER."
  }

  validation {
    condition = alltrue(flatten([
      for project in var.projects : [
        for variable in project.variables : contains(["PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"], variable.type)
      ]
    ]))
    error_message = "projects[*].variables[*].type must be PLAINTEXT, PARAMETER_STORE or SECRETS_MANAGER."
  }
}

variable "kms_key_arn" {
  description = "The ARN of the key that encrypts what the projects put out."
  type        = string

  validation {
    condition     = can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key."
  }
}

variable "log_retention_days" {
  description = "How many days the logs are kept. 0 keeps them for ever."
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
  description = "Tags of the logs and the projects."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(var.tags) <= 50
    error_message = "tags must be 50 at most."
  }
}
