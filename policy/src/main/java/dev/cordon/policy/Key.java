package dev.cordon.policy;

import java.util.List;

/** The keys of a configuration file, each with the shape of its value. */
enum Key {
  SANDBOX_MODE("sandbox_mode", Shape.TEXT),
  APPROVAL_POLICY("approval_policy", Shape.TEXT),
  WRITABLE_ROOTS("sandbox_workspace_write.writable_roots", Shape.TEXTS),
  NETWORK_ACCESS("sandbox_workspace_write.network_access", Shape.FLAG),
  EXCLUDE_TMPDIR_ENV_VAR("sandbox_workspace_write.exclude_tmpdir_env_var", Shape.FLAG),
  EXCLUDE_SLASH_TMP("sandbox_workspace_write.exclude_slash_tmp", Shape.FLAG),
  NETWORK_MODE("network.mode", Shape.TEXT),
  NETWORK_PRESETS("network.presets", Shape.TEXTS),
  NETWORK_DOMAINS("network.domains", Shape.TABLE),
  NETWORK_METHODS("network.methods", Shape.TEXTS),
  GIT_PROTECT("git.protect", Shape.TEXT),
  ENVIRONMENT_INHERIT("shell_environment_policy.inherit", Shape.TEXT),
  ENVIRONMENT_IGNORE_DEFAULT_EXCLUDES(
      "shell_environment_policy.ignore_default_excludes", Shape.FLAG),
  ENVIRONMENT_EXCLUDE("shell_environment_policy.exclude", Shape.TEXTS),
  ENVIRONMENT_INCLUDE_ONLY("shell_environment_policy.include_only", Shape.TEXTS),
  ENVIRONMENT_SET("shell_environment_policy.set", Shape.TABLE);

  /** What a value looks like. */
  enum Shape {
    TEXT("a string", "\"…\""),
    FLAG("true or false", "true"),
    TEXTS("a list of strings", "[\"…\", \"…\"]"),
    TABLE("a table of strings", "{ NAME = \"…\" }");

    private final String description;
    private final String example;

    Shape(String description, String example) {
      this.description = description;
      this.example = example;
    }

    String description() {
      return description;
    }

    /** How it is written. */
    String example() {
      return example;
    }
  }

  private final String path;
  private final Shape shape;

  Key(String path, Shape shape) {
    this.path = path;
    this.shape = shape;
  }

  /** The dotted name. */
  String path() {
    return path;
  }

  Shape shape() {
    return shape;
  }

  /** The spellings a text value may have. */
  List<String> choices() {
    return switch (this) {
      case SANDBOX_MODE -> Spelled.texts(SandboxMode.values());
      case APPROVAL_POLICY -> Spelled.texts(ApprovalPolicy.values());
      case NETWORK_MODE -> Spelled.texts(NetworkAccess.values());
      case GIT_PROTECT -> Spelled.texts(GitProtection.values());
      case ENVIRONMENT_INHERIT -> Spelled.texts(EnvironmentPolicy.Inherit.values());
      case WRITABLE_ROOTS,
          NETWORK_ACCESS,
          NETWORK_PRESETS,
          NETWORK_DOMAINS,
          NETWORK_METHODS,
          EXCLUDE_TMPDIR_ENV_VAR,
          EXCLUDE_SLASH_TMP,
          ENVIRONMENT_IGNORE_DEFAULT_EXCLUDES,
          ENVIRONMENT_EXCLUDE,
          ENVIRONMENT_INCLUDE_ONLY,
          ENVIRONMENT_SET ->
          List.of();
    };
  }
}
