output "approval_topic_arn" {
  description = "The topic that tells approvers; null without one."
  value       = one(aws_sns_topic.approval[*].arn)
}

output "projects" {
  description = "The name of each test's CodeBuild project, by the test's name."
  value       = module.projects.names
}

output "deployment_projects" {
  description = "The name of each CodeBuild project of the deployment, by what it does."
  value       = { for step, project in var.deployment_projects : step => module.deployment_projects[0].names[step] }
}

output "tests_role_arns" {
  description = "The roles that the tests run as, by name."
  value       = { for name, role in aws_iam_role.tests : name => role.arn }
}
