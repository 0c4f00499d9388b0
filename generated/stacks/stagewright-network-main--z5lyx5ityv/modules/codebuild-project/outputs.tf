output "names" {
  description = "The name of each project in AWS, by its key."
  value       = { for key, project in aws_codebuild_project.this : key => project.name }
}
