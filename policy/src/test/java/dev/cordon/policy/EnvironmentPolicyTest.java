package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command sees of the caller's environment. */
class EnvironmentPolicyTest {
  private static final Map<String, String> CALLER =
      Map.of("PATH", "/bin", "EDITOR", "vi", "API_KEY", "k", "My_Secret", "s", "TOKENS", "t");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                        | API_KEY EDITOR My_Secret PATH TOKENS | ``
          inherit = "all"                           | API_KEY EDITOR My_Secret PATH TOKENS | ``
          inherit = "core"                          | PATH                       | API_KEY EDITOR My_Secret TOKENS
          inherit = "none"                          | ``                         | API_KEY EDITOR My_Secret PATH TOKENS
          ignore_default_excludes = false           | EDITOR PATH                | API_KEY My_Secret TOKENS
          ignore_default_excludes = true            | API_KEY EDITOR My_Secret PATH TOKENS | ``
          exclude = ["edit*", "T?KENS"]             | API_KEY My_Secret PATH     | EDITOR TOKENS
          include_only = ["PATH", "*_*"]            | API_KEY My_Secret PATH     | EDITOR TOKENS
          include_only = ["PATH"]~set = { A = "1" } | PATH                       | API_KEY EDITOR My_Secret TOKENS
          inherit = "none"~set = { A = "1" }        | A                          | API_KEY EDITOR My_Secret PATH TOKENS
          exclude = ["PATH"]~set = { PATH = "/x" }  | API_KEY EDITOR My_Secret PATH TOKENS | ``
          inherit = "core"~exclude = ["*"]          | ``                         | API_KEY EDITOR My_Secret PATH TOKENS
          ignore_default_excludes = false~set = { A_TOKEN = "1" } | A_TOKEN EDITOR PATH | API_KEY My_Secret TOKENS
          """)
  void eachStepTakesAwayOrAdds(String toml, String kept, String dropped) throws Exception {
    EnvironmentPolicy.Applied applied = policy(toml).apply(CALLER);

    assertThat(String.join(" ", applied.kept().keySet())).isEqualTo(kept);
    assertThat(String.join(" ", applied.dropped())).isEqualTo(dropped);
  }

  @Test
  void whatIsSetReplacesWhatTheCallerHas() throws Exception {
    assertThat(policy("set = { PATH = \"/x\" }").apply(CALLER).kept())
        .containsEntry("PATH", "/x")
        .containsEntry("EDITOR", "vi");
  }

  @Test
  void theCoreIsWhatProgramsNeedToFindTheirWay() throws Exception {
    List<String> core =
        List.of(
            "HOME",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "LOGNAME",
            "PATH",
            "SHELL",
            "TEMP",
            "TMP",
            "TMPDIR",
            "USER");
    TreeMap<String, String> caller = new TreeMap<>(Map.of("LD_PRELOAD", "x", "Home", "y"));
    core.forEach(name -> caller.put(name, "value"));

    assertThat(new ArrayList<>(policy("inherit = \"core\"").apply(caller).kept().keySet()))
        .isEqualTo(core);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inherit = \"core\"",
        "inherit = \"none\"",
        "ignore_default_excludes = false",
        "exclude = [\"A\"]",
        "include_only = [\"A\"]",
        "set = { A = \"1\" }"
      })
  void onlyAPolicyThatChangesNothingPassesEverythingOnUnread(String toml) throws Exception {
    assertThat(policy("").keepsAll()).isTrue();
    assertThat(policy(toml).keepsAll()).isFalse();
  }

  @Test
  void valuesAreInNoText() throws Exception {
    EnvironmentPolicy policy = policy("set = { A = \"hidden\" }");

    assertThat(policy.toString()).contains("set=[A]").doesNotContain("hidden");
    assertThat(policy.apply(CALLER).toString()).contains("A, API_KEY").doesNotContain("hidden");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          A      | A      | true
          A      | a      | true
          é      | É      | true
          A      | AB     | false
          A      | B      | false
          AB     | A      | false
          ``     | ``     | true
          ``     | A      | false
          *      | ``     | true
          *      | A      | true
          **     | A      | true
          A*     | A      | true
          A*     | AB     | true
          *A     | BA     | true
          *A     | AB     | false
          *A     | AAAB   | false
          *AB    | AAB    | true
          A*C*E  | ABCDE  | true
          A*C*E  | ABCDF  | false
          *KEY*  | a_key  | true
          ?      | A      | true
          ?      | ``     | false
          ?      | AB     | false
          A?C    | ABC    | true
          A?     | A      | false
          [A]    | A      | false
          """)
  void aPatternMatchesTheWholeName(String pattern, String name, boolean matches) {
    assertThat(Glob.matches(pattern, name)).isEqualTo(matches);
  }

  private static EnvironmentPolicy policy(String toml) throws ConfigException {
    String table = "[shell_environment_policy]\n" + toml.replace('~', '\n');
    Layer none = Layer.empty();
    return Layers.resolve(
            Settings.defaults(),
            ConfigFile.parse(table, "config.toml"),
            none,
            none,
            none,
            Requirements.none())
        .environment();
  }
}
