package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project's own file may only tighten. Line ends are written {@code ~}. */
class ProjectTest {

  private static Settings resolve(String user, String project) throws ConfigException {
    return Layers.resolve(
        Settings.defaults(),
        ConfigFile.parse(user.replace('~', '\n'), "config.toml"),
        ConfigFile.parse(project.replace('~', '\n'), ".cordon/config.toml"),
        Layer.empty(),
        Layer.empty(),
        Requirements.none());
  }

  @ParameterizedTest(name = "{0} then {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                             | sandbox_mode = "danger-full-access" | sandbox_mode
          sandbox_mode = "read-only"     | sandbox_mode = "workspace-write"    | sandbox_mode
          sandbox_mode = "read-only"     | sandbox_mode = "danger-full-access" | sandbox_mode
          ``                             | approval_policy = "never"           | approval_policy
          approval_policy = "untrusted"  | approval_policy = "on-request"      | approval_policy
          approval_policy = "untrusted"  | approval_policy = "never"           | approval_policy
          ``                             | sandbox_workspace_write.network_access = true | sandbox_workspace_write.network_access
          network.mode = "off"           | sandbox_workspace_write.network_access = true | sandbox_workspace_write.network_access
          ``                             | network.mode = "full"               | network.mode
          ``                             | network.mode = "limited"            | network.mode
          network.mode = "limited"       | network.mode = "report"             | network.mode
          ``                             | network.presets = ["common-dependencies"] | network.presets
          ``                             | network.domains = { "a.com" = "allow" } | network.domains
          network.domains = { "a.com" = "deny" } | network.domains = { "a.com" = "allow" } | network.domains
          network.methods = ["GET"]      | network.methods = ["GET", "POST"]   | network.methods
          network.methods = ["GET"]      | network.methods = []                | network.methods
          ``                             | sandbox_workspace_write.writable_roots = ["/a"] | sandbox_workspace_write.writable_roots
          sandbox_workspace_write.writable_roots = ["/a"] | sandbox_workspace_write.writable_roots = ["/a", "/b"] | sandbox_workspace_write.writable_roots
          sandbox_workspace_write.writable_roots = ["/a"] | sandbox_workspace_write.writable_roots = ["/ab"] | sandbox_workspace_write.writable_roots
          sandbox_workspace_write.writable_roots = ["/a"] | sandbox_workspace_write.writable_roots = ["/a/.."] | sandbox_workspace_write.writable_roots
          sandbox_workspace_write.writable_roots = ["/a"] | sandbox_workspace_write.writable_roots = ["/a/b"] | sandbox_workspace_write.writable_roots
          sandbox_workspace_write.exclude_tmpdir_env_var = true | sandbox_workspace_write.exclude_tmpdir_env_var = false | sandbox_workspace_write.exclude_tmpdir_env_var
          sandbox_workspace_write.exclude_slash_tmp = true | sandbox_workspace_write.exclude_slash_tmp = false | sandbox_workspace_write.exclude_slash_tmp
          git.protect = "all"            | git.protect = "config"              | git.protect
          shell_environment_policy.inherit = "core" | shell_environment_policy.inherit = "all" | shell_environment_policy.inherit
          shell_environment_policy.inherit = "none" | shell_environment_policy.inherit = "core" | shell_environment_policy.inherit
          shell_environment_policy.ignore_default_excludes = false | shell_environment_policy.ignore_default_excludes = true | shell_environment_policy.ignore_default_excludes
          shell_environment_policy.include_only = ["PATH"] | shell_environment_policy.include_only = ["PATH", "AWS_*"] | shell_environment_policy.include_only
          shell_environment_policy.include_only = ["PATH"] | shell_environment_policy.include_only = [] | shell_environment_policy.include_only
          ``                             | shell_environment_policy.set = { LD_PRELOAD = "./a.so" } | shell_environment_policy.set
          shell_environment_policy.set = { A = "1" } | shell_environment_policy.set = { A = "2" } | shell_environment_policy.set
          """)
  void wideningIsRefusedWithTheKeyAndItsPlace(String user, String project, String key) {
    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> resolve(user, project));

    assertThat(refusal).as(project).isNotNull();
    assertThat(refusal.getMessage())
        .matches("\\.cordon/config\\.toml:1:[0-9]+: .*")
        .endsWith(": a project may only tighten, and this " + key + " widens");
    assertThat(refusal.hint()).isEqualTo("to allow it, set " + key + " in your own config.toml");
  }

  @ParameterizedTest(name = "{0} then {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sandbox_mode = "danger-full-access" | sandbox_mode = "workspace-write"  | sandbox_mode = "workspace-write"
          ``                                  | sandbox_mode = "read-only"        | sandbox_mode = "read-only"
          ``                                  | sandbox_mode = "workspace-write"  | ``
          approval_policy = "never"           | approval_policy = "on-request"    | ``
          ``                                  | approval_policy = "untrusted"     | approval_policy = "untrusted"
          sandbox_workspace_write.network_access = true | sandbox_workspace_write.network_access = false | ``
          sandbox_workspace_write.network_access = true | network.mode = "off"    | ``
          sandbox_workspace_write.network_access = true | sandbox_workspace_write.network_access = true | network.mode = "full"
          sandbox_workspace_write.network_access = true | network.mode = "full"   | network.mode = "full"
          network.mode = "full"               | sandbox_workspace_write.network_access = false | ``
          network.mode = "full"               | network.mode = "limited" | network.mode = "limited"
          network.presets = ["common-dependencies"] | network.presets = [] | ``
          network.domains = { "a.com" = "allow" } | network.domains = { "a.com" = "deny" } | network.domains = { "a.com" = "deny" }
          network.domains = { "a.com" = "allow" } | network.domains = { "b.a.com" = "deny" } | network.domains = { "a.com" = "allow", "b.a.com" = "deny" }
          network.methods = ["GET", "HEAD"]   | network.methods = ["GET"] | network.methods = ["GET"]
          ``                                  | network.methods = ["GET"] | network.methods = ["GET"]
          sandbox_workspace_write.writable_roots = ["/a", "/b"] | sandbox_workspace_write.writable_roots = ["/a"] | sandbox_workspace_write.writable_roots = ["/a"]
          sandbox_workspace_write.writable_roots = ["/a", "/b"] | sandbox_workspace_write.writable_roots = [] | ``
          ``                                  | sandbox_workspace_write.exclude_tmpdir_env_var = true | sandbox_workspace_write.exclude_tmpdir_env_var = true
          ``                                  | sandbox_workspace_write.exclude_slash_tmp = true | sandbox_workspace_write.exclude_slash_tmp = true
          ``                                  | git.protect = "all"               | git.protect = "all"
          ``                                  | shell_environment_policy.inherit = "none" | shell_environment_policy.inherit = "none"
          ``                                  | shell_environment_policy.ignore_default_excludes = false | shell_environment_policy.ignore_default_excludes = false
          shell_environment_policy.exclude = ["A"] | shell_environment_policy.exclude = ["B"] | shell_environment_policy.exclude = ["A", "B"]
          shell_environment_policy.exclude = ["A"] | shell_environment_policy.exclude = [] | shell_environment_policy.exclude = ["A"]
          ``                                  | shell_environment_policy.include_only = ["PATH"] | shell_environment_policy.include_only = ["PATH"]
          shell_environment_policy.include_only = ["A", "B"] | shell_environment_policy.include_only = ["A"] | shell_environment_policy.include_only = ["A"]
          shell_environment_policy.set = { A = "1", B = "2" } | shell_environment_policy.set = { A = "1" } | shell_environment_policy.set = { A = "1", B = "2" }
          """)
  void tighteningIsFollowed(String user, String project, String same) throws Exception {
    assertThat(resolve(user, project)).isEqualTo(resolve(same, ""));
  }

  @Test
  void aNewKeyNeedsItsRowsHere() {
    // The excludes of a project add to those below, so no row of them can widen.
    assertThat(Key.values()).hasSize(16).contains(Key.ENVIRONMENT_EXCLUDE);
  }

  @Test
  void oneWideningKeyAmongTighteningOnesRefusesTheFile() {
    ConfigException refusal =
        catchThrowableOfType(
            ConfigException.class,
            () -> resolve("", "sandbox_mode = \"read-only\"~~~approval_policy = \"never\""));

    assertThat(refusal)
        .hasMessage(
            ".cordon/config.toml:4:1: a project may only tighten, and this approval_policy widens");
  }
}
