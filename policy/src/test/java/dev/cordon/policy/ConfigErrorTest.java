package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration that cannot be followed is refused with what, where and the next step. */
class ConfigErrorTest {

  private static ConfigException refusal(String toml) {
    return catchThrowableOfType(
        ConfigException.class, () -> ConfigFile.parse(toml.replace('~', '\n'), "config.toml"));
  }

  /** The parser itself trips over them; over the first one where assertions are on. */
  @ParameterizedTest
  @ValueSource(strings = {"[u#\u0000", "t={x,#\u007fu"})
  void whatTripsTheParserIsMalformed(String toml) {
    assertThat(refusal(toml))
        .hasMessage("config.toml: malformed toml: an error that the parser cannot place");
  }

  /** Line ends are written {@code ~}. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sandbox_mod = "read-only" | config.toml:1:1: unknown key "sandbox_mod" | the nearest known key is sandbox_mode
          a = 1~sandbox_mode = "x" | config.toml:1:1: unknown key "a" | known keys: sandbox_mode, approval_policy, sandbox_workspace_write.writable_roots, sandbox_workspace_write.network_access, sandbox_workspace_write.exclude_tmpdir_env_var, sandbox_workspace_write.exclude_slash_tmp, network.mode, network.presets, network.domains, network.methods, git.protect, shell_environment_policy.inherit, shell_environment_policy.ignore_default_excludes, shell_environment_policy.exclude, shell_environment_policy.include_only, shell_environment_policy.set
          network.domains = [] | config.toml:1:1: network.domains must be a table of strings | for example: network.domains = { NAME = "…" }
          git.hooks = 1 | config.toml:1:1: unknown key "git.hooks" | known keys: git.protect
          network_access = true | config.toml:1:1: unknown key "network_access" | the nearest known key is sandbox_workspace_write.network_access
          writable_root = ["/a"] | config.toml:1:1: unknown key "writable_root" | the nearest known key is sandbox_workspace_write.writable_roots
          approval = "never" | config.toml:1:1: unknown key "approval" | the nearest known key is approval_policy
          ~~aproval_policy = "never" | config.toml:3:1: unknown key "aproval_policy" | the nearest known key is approval_policy
          [sandbox_workspace_write]~  networkaccess = true | config.toml:2:3: unknown key "sandbox_workspace_write.networkaccess" | the nearest known key is sandbox_workspace_write.network_access
          [sandbox_workspace]~network_access = true | config.toml:1:1: unknown key "sandbox_workspace" | the nearest known key is sandbox_workspace_write
          [networks]~mode = "off" | config.toml:1:1: unknown key "networks" | the nearest known key is network
          git.protekt = "all" | config.toml:1:1: unknown key "git.protekt" | the nearest known key is git.protect
          Sandbox_Mode = "read-only" | config.toml:1:1: unknown key "Sandbox_Mode" | the nearest known key is sandbox_mode
          [[sandbox_workspace_write]]~network_access = true | config.toml:1:1: sandbox_workspace_write must be a table | known keys in it: sandbox_workspace_write.writable_roots, sandbox_workspace_write.network_access, sandbox_workspace_write.exclude_tmpdir_env_var, sandbox_workspace_write.exclude_slash_tmp
          network = "off" | config.toml:1:1: network must be a table | known keys in it: network.mode, network.presets, network.domains, network.methods

          sandbox_mode = "readonly" | config.toml:1:1: unknown value "readonly" for sandbox_mode | use one of: read-only, workspace-write, danger-full-access
          sandbox_mode = "Read-Only" | config.toml:1:1: unknown value "Read-Only" for sandbox_mode | use one of: read-only, workspace-write, danger-full-access
          sandbox_mode = "" | config.toml:1:1: unknown value "" for sandbox_mode | use one of: read-only, workspace-write, danger-full-access
          approval_policy = "on-failure" | config.toml:1:1: unknown value "on-failure" for approval_policy | use one of: untrusted, on-request, never
          network.mode = "some" | config.toml:1:1: unknown value "some" for network.mode | use one of: off, limited, report, full
          network.presets = ["all"] | config.toml:1:1: network.presets: there is no preset "all" | known presets: common-dependencies
          network.methods = ["get"] | config.toml:1:1: network.methods: "get" is no HTTP method | methods are upper case: GET, HEAD, OPTIONS
          network.domains = { "*.*" = "allow" } | config.toml:1:1: network.domains: "*.*" names no hosts | a star stands alone or before a name: *.x for what is below x, **.x for x as well
          network.domains = { "a.com" = "ask" } | config.toml:1:1: network.domains: "a.com" has the unknown value "ask" | use one of: allow, deny
          network.domains = { "*" = "deny" } | config.toml:1:1: network.domains: "*" would deny every host | network.mode = "off" does that
          network.mode = "on" | config.toml:1:1: unknown value "on" for network.mode | use one of: off, limited, report, full
          git.protect = "none" | config.toml:1:1: unknown value "none" for git.protect | use one of: config, all
          shell_environment_policy.inherit = "some" | config.toml:1:1: unknown value "some" for shell_environment_policy.inherit | use one of: all, core, none

          sandbox_mode = true | config.toml:1:1: sandbox_mode must be a string | for example: sandbox_mode = "…"
          sandbox_mode = ["read-only"] | config.toml:1:1: sandbox_mode must be a string | for example: sandbox_mode = "…"
          sandbox_workspace_write.network_access = "true" | config.toml:1:1: sandbox_workspace_write.network_access must be true or false | for example: sandbox_workspace_write.network_access = true
          sandbox_workspace_write.network_access = 1 | config.toml:1:1: sandbox_workspace_write.network_access must be true or false | for example: sandbox_workspace_write.network_access = true
          sandbox_workspace_write.writable_roots = "/a" | config.toml:1:1: sandbox_workspace_write.writable_roots must be a list of strings | for example: sandbox_workspace_write.writable_roots = ["…", "…"]
          sandbox_workspace_write.writable_roots = [1] | config.toml:1:1: sandbox_workspace_write.writable_roots must be a list of strings | for example: sandbox_workspace_write.writable_roots = ["…", "…"]
          sandbox_workspace_write.writable_roots = [""] | config.toml:1:1: sandbox_workspace_write.writable_roots has an entry that is no path | remove the entry
          shell_environment_policy.exclude = "A" | config.toml:1:1: shell_environment_policy.exclude must be a list of strings | for example: shell_environment_policy.exclude = ["…", "…"]
          shell_environment_policy.set = ["A"] | config.toml:1:1: shell_environment_policy.set must be a table of strings | for example: shell_environment_policy.set = { NAME = "…" }
          shell_environment_policy.set = { A = 1 } | config.toml:1:1: shell_environment_policy.set must be a table of strings | for example: shell_environment_policy.set = { NAME = "…" }
          shell_environment_policy.set = { "A=B" = "1" } | config.toml:1:1: shell_environment_policy.set has an entry that cannot be an environment variable | a name has no = in it, and neither name nor value a NUL
          shell_environment_policy.set = { A = "a\\u0000b" } | config.toml:1:1: shell_environment_policy.set has an entry that cannot be an environment variable | a name has no = in it, and neither name nor value a NUL

          network.mode = "off"~sandbox_workspace_write.network_access = true | config.toml:1:1: network.mode "off" contradicts sandbox_workspace_write.network_access = true in line 2 | keep one of the two
          """)
  void whatIsWrongIsSaidWithItsPlace(String toml, String message, String hint) {
    ConfigException refusal = refusal(toml);

    assertThat(refusal).as(toml).isNotNull();
    assertThat(refusal.getMessage()).isEqualTo(message);
    if (!hint.equals("*")) {
      assertThat(refusal.hint()).isEqualTo(hint);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sandbox_mode | 1
          sandbox_mode = | 1
          sandbox_mode = read-only | 1
          sandbox_mode = "read-only | 1
          ~= "a" | 2
          [network~mode = "off" | 1
          sandbox_mode = "read-only"~sandbox_mode = "read-only" | 2
          [network]~[network] | 2
          sandbox_mode = "a\\q" | 1
          """)
  void malformedTomlIsRefusedWithItsLine(String toml, int line) {
    ConfigException refusal = refusal(toml);

    assertThat(refusal).as(toml).isNotNull();
    assertThat(refusal.problem()).startsWith("malformed toml: ").doesNotContain("\n");
    assertThat(refusal.source()).isEqualTo("config.toml");
    assertThat(refusal.line()).isEqualTo(line);
    assertThat(refusal.column()).isPositive();
  }

  @Test
  void aTextThatCannotBeConfigurationIsNotParsedAtAll() {
    assertThat(refusal("#".repeat(TomlDocument.MAX_LENGTH + 1)))
        .hasMessage("config.toml: longer than 262144 characters");
    assertThat(refusal("a = " + "[".repeat(100_000)))
        .hasMessage("config.toml: more than 32 nested brackets");
    assertThat(refusal("a = " + "{a=".repeat(50_000)))
        .hasMessage("config.toml: more than 32 nested brackets");
  }

  @Test
  void anotherPersonsHomeIsNoWritableRoot() throws Exception {
    Layer layer = ConfigFile.parse("sandbox_workspace_write.writable_roots = [\"~bob\"]", "f");
    ConfigException refusal =
        catchThrowableOfType(
            ConfigException.class, () -> layer.resolve(Path.of("/base"), Path.of("/home/ana")));

    assertThat(refusal).hasMessage("f:1:1: writable root \"~bob\" names another person's home");
    assertThat(refusal.hint()).isEqualTo("write it as an absolute path");
  }
}
