package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -c KEY=VALUE}. */
class OverrideTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sandbox_mode=read-only                                   | SANDBOX_MODE | Text[text=read-only]
          sandbox_mode="read-only"                                 | SANDBOX_MODE | Text[text=read-only]
          sandbox_mode='read-only'                                 | SANDBOX_MODE | Text[text=read-only]
          sandbox_mode = "read-only"                               | SANDBOX_MODE | Text[text=read-only]
          approval_policy=never                                    | APPROVAL_POLICY | Text[text=never]
          sandbox_workspace_write.network_access=true              | NETWORK_ACCESS | Flag[on=true]
          sandbox_workspace_write.network_access = false           | NETWORK_ACCESS | Flag[on=false]
          sandbox_workspace_write={network_access=true}            | NETWORK_ACCESS | Flag[on=true]
          "sandbox_workspace_write".network_access=true            | NETWORK_ACCESS | Flag[on=true]
          sandbox_workspace_write.writable_roots=["/a", '/b']      | WRITABLE_ROOTS | Texts[texts=[/a, /b]]
          sandbox_workspace_write.writable_roots=[]                | WRITABLE_ROOTS | Texts[texts=[]]
          network.mode=off                                         | NETWORK_MODE | Text[text=off]
          git.protect=all                                          | GIT_PROTECT | Text[text=all]
          shell_environment_policy.inherit=core                    | ENVIRONMENT_INHERIT | Text[text=core]
          shell_environment_policy.set.CI=true                     | ENVIRONMENT_SET | Table[entries={CI=true}]
          shell_environment_policy.set.A=b=c                       | ENVIRONMENT_SET | Table[entries={A=b=c}]
          shell_environment_policy.set.A=                          | ENVIRONMENT_SET | Table[entries={A=}]
          shell_environment_policy.set.A=a "b" \\c                 | ENVIRONMENT_SET | Table[entries={A=a "b" \\c}]
          shell_environment_policy.set."a.b"=1                     | ENVIRONMENT_SET | Table[entries={a.b=1}]
          shell_environment_policy.set={ A = "x" }                 | ENVIRONMENT_SET | Table[entries={A=x}]
          """)
  void aValueIsTomlOrABareString(String override, String key, String value) throws Exception {
    Layer layer = ConfigFile.parseOverride(override);

    assertThat(layer.settings().keySet()).extracting(Enum::name).containsExactly(key);
    assertThat(layer.get(Key.valueOf(key)))
        .extracting(setting -> setting.value() + " from " + setting.source())
        .isEqualTo(value + " from command line");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sandbox_mode                       | command line: "sandbox_mode" is not of the form KEY=VALUE | for example: -c sandbox_mode=read-only
          =read-only                         | command line: "=read-only" is not of the form KEY=VALUE | for example: -c sandbox_mode=read-only
          ``                                 | command line: "" is not of the form KEY=VALUE | for example: -c sandbox_mode=read-only
          sandbox_mod=read-only              | command line: unknown key "sandbox_mod" | the nearest known key is sandbox_mode
          foo=1                              | command line: unknown key "foo" | *
          network.mod=off                    | command line: unknown key "network.mod" | the nearest known key is network.mode
          sandbox_mode=                      | command line: unknown value "" for sandbox_mode | use one of: read-only, workspace-write, danger-full-access
          sandbox_mode=wide                  | command line: unknown value "wide" for sandbox_mode | use one of: read-only, workspace-write, danger-full-access
          sandbox_mode=true                  | command line: sandbox_mode must be a string | for example: sandbox_mode = "…"
          sandbox_mode=["read-only"]         | command line: sandbox_mode must be a string | for example: sandbox_mode = "…"
          network={mode="off", a=1}          | command line: unknown key "network.a" | known keys: network.mode, network.presets, network.domains, network.methods
          sandbox_workspace_write.network_access=yes    | command line: sandbox_workspace_write.network_access must be true or false | for example: sandbox_workspace_write.network_access = true
          sandbox_workspace_write.network_access="true" | command line: sandbox_workspace_write.network_access must be true or false | for example: sandbox_workspace_write.network_access = true
          sandbox_workspace_write.writable_roots=/a     | command line: sandbox_workspace_write.writable_roots must be a list of strings | for example: sandbox_workspace_write.writable_roots = ["…", "…"]
          sandbox_workspace_write=true       | command line: sandbox_workspace_write must be a table | known keys in it: sandbox_workspace_write.writable_roots, sandbox_workspace_write.network_access, sandbox_workspace_write.exclude_tmpdir_env_var, sandbox_workspace_write.exclude_slash_tmp
          """)
  void whatCannotBeFollowedIsRefused(String override, String message, String hint) {
    ConfigException refusal =
        catchThrowableOfType(
            ConfigException.class,
            () -> ConfigFile.parseOverride(override == null ? "" : override));

    assertThat(refusal).as(override).isNotNull();
    assertThat(refusal.getMessage()).isEqualTo(message);
    if (!hint.equals("*")) {
      assertThat(refusal.hint()).isEqualTo(hint);
    } else {
      assertThat(refusal.hint()).startsWith("known keys: sandbox_mode, ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sandbox_mode="read-only
          sandbox_workspace_write.writable_roots=["/a"
          a b=1
          a..b=1
          """)
  void malformedOverridesAreRefusedWithoutAPlace(String override) {
    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> ConfigFile.parseOverride(override));

    assertThat(refusal).as(override).isNotNull();
    assertThat(refusal.getMessage()).startsWith("command line: malformed toml: ");
    assertThat(refusal.line()).isZero();
  }

  @Test
  void oneOverrideDecidesOneKeyAndNoOther() throws Exception {
    ConfigException refusal =
        catchThrowableOfType(
            ConfigException.class,
            () -> ConfigFile.parseOverride("sandbox_mode=read-only\napproval_policy = \"never\""));

    assertThat(refusal.problem()).startsWith("unknown value \"read-only\napproval_policy");
  }
}
