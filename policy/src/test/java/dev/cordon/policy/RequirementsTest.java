package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Requirements are a floor that no layer goes below. Line ends are written {@code ~}. */
class RequirementsTest {

  enum Through {
    USER,
    PROFILE,
    OVERRIDE
  }

  private static Settings resolve(String requirements, Through through, String choice)
      throws ConfigException {
    Layer layer = ConfigFile.parse(choice.replace('~', '\n'), "chosen");
    if (through == Through.OVERRIDE && !choice.isEmpty()) {
      layer = ConfigFile.parseOverride(choice);
    }
    Layer nothing = Layer.empty();
    return Layers.resolve(
        Settings.defaults(),
        through == Through.USER ? layer : nothing,
        nothing,
        through == Through.PROFILE ? layer : nothing,
        through == Through.OVERRIDE ? layer : nothing,
        Requirements.parse(requirements.replace('~', '\n'), "requirements.toml"));
  }

  @ParameterizedTest(name = "{0} forbids {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          allowed_sandbox_modes = ["read-only"] | sandbox_mode = "workspace-write" | sandbox_mode "workspace-write" is not allowed by requirements.toml | allowed: read-only
          allowed_sandbox_modes = ["workspace-write", "read-only"] | sandbox_mode = "danger-full-access" | sandbox_mode "danger-full-access" is not allowed by requirements.toml | allowed: read-only, workspace-write
          allowed_sandbox_modes = ["workspace-write"] | sandbox_mode = "read-only" | sandbox_mode "read-only" is not allowed by requirements.toml | allowed: workspace-write
          allowed_approval_policies = ["untrusted"] | approval_policy = "on-request" | approval_policy "on-request" is not allowed by requirements.toml | allowed: untrusted
          allowed_approval_policies = ["untrusted", "on-request"] | approval_policy = "never" | approval_policy "never" is not allowed by requirements.toml | allowed: untrusted, on-request
          allowed_network_modes = ["off"] | network.mode = "full" | network.mode "full" is not allowed by requirements.toml | allowed: off
          allowed_network_modes = ["off"] | sandbox_workspace_write.network_access = true | sandbox_workspace_write.network_access "full" is not allowed by requirements.toml | allowed: off
          allowed_network_modes = ["off"] | sandbox_mode = "danger-full-access" | sandbox_mode "danger-full-access" leaves the network open, which requirements.toml does not allow | choose a sandbox_mode with a boundary
          git.protect = "all" | git.protect = "config" | git.protect "config" is not allowed by requirements.toml | allowed: all
          """)
  void whatIsForbiddenIsRefusedThroughEveryLayer(
      String requirements, String choice, String problem, String hint) {
    for (Through through : Through.values()) {
      ConfigException refusal =
          catchThrowableOfType(ConfigException.class, () -> resolve(requirements, through, choice));

      assertThat(refusal).as("%s through %s", choice, through).isNotNull();
      assertThat(refusal.problem()).isEqualTo(problem);
      assertThat(refusal.hint()).isEqualTo(hint);
      assertThat(refusal.source())
          .isEqualTo(through == Through.OVERRIDE ? "command line" : "chosen");
    }
  }

  @Test
  void flagsAreHeldLikeEveryOtherChoice() throws Exception {
    Requirements floor =
        Requirements.parse(
            "allowed_sandbox_modes = [\"read-only\"]\nallowed_approval_policies = [\"untrusted\"]",
            "requirements.toml");

    assertThat(refused(Layer.empty().withSandboxMode(SandboxMode.DANGER_FULL_ACCESS), floor))
        .hasMessage(
            "command line: sandbox_mode \"danger-full-access\" is not allowed by"
                + " requirements.toml");
    assertThat(refused(Layer.empty().withApprovalPolicy(ApprovalPolicy.NEVER), floor))
        .hasMessage("command line: approval_policy \"never\" is not allowed by requirements.toml");
  }

  private static ConfigException refused(Layer flags, Requirements floor) {
    Layer nothing = Layer.empty();
    return catchThrowableOfType(
        ConfigException.class,
        () -> Layers.resolve(Settings.defaults(), nothing, nothing, nothing, flags, floor));
  }

  @ParameterizedTest
  @EnumSource(Through.class)
  void whatIsAllowedIsFollowed(Through through) throws Exception {
    Settings settings =
        resolve(
            "allowed_sandbox_modes = [\"read-only\", \"workspace-write\"]",
            through,
            "sandbox_mode = \"read-only\"");

    assertThat(settings.sandboxMode()).isEqualTo(SandboxMode.READ_ONLY);
  }

  /** A choice, however strict, forbids nobody to say yes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                                         | FULL | true  | CONFIG
          allowed_network_modes = ["off"]                            | OFF  | true  | CONFIG
          allowed_sandbox_modes = ["read-only"]                      | FULL | false | CONFIG
          allowed_sandbox_modes = ["read-only", "workspace-write"]   | FULL | true  | CONFIG
          git.protect = "all"                                        | FULL | true  | ALL
          """)
  void onlyTheRequirementsLimitWhatAYesMayOpen(
      String requirements, NetworkAccess network, boolean writing, GitProtection git)
      throws Exception {
    Settings settings =
        resolve(requirements, Through.USER, "sandbox_mode = \"read-only\"~git.protect = \"all\"");

    assertThat(settings.limits()).isEqualTo(new Limits(network, writing, git));
  }

  @Test
  void aForbiddenDefaultGivesWayToTheNearestStricterValue() throws Exception {
    Settings settings =
        resolve(
            "allowed_sandbox_modes = [\"danger-full-access\", \"read-only\"]~"
                + "allowed_approval_policies = [\"never\", \"untrusted\"]~"
                + "git.protect = \"all\"",
            Through.USER,
            "");

    assertThat(settings.posture())
        .isEqualTo(new Posture(SandboxMode.READ_ONLY, ApprovalPolicy.UNTRUSTED, NetworkAccess.OFF));
    assertThat(settings.gitProtection()).isEqualTo(GitProtection.ALL);
  }

  @Test
  void whenOnlyWiderValuesAreAllowedSomebodyHasToChoose() throws Exception {
    ConfigException refusal =
        catchThrowableOfType(
            ConfigException.class,
            () -> resolve("allowed_sandbox_modes = [\"danger-full-access\"]", Through.USER, ""));

    assertThat(refusal)
        .hasMessage(
            "requirements.toml: no sandbox_mode as strict as the default \"workspace-write\" is"
                + " allowed");
    assertThat(refusal.hint()).isEqualTo("choose one of: danger-full-access");
    assertThat(
            resolve(
                    "allowed_network_modes = [\"full\"]",
                    Through.OVERRIDE,
                    "network.mode = \"full\"")
                .network())
        .isEqualTo(NetworkAccess.FULL);
  }

  @ParameterizedTest
  @EnumSource(Through.class)
  void readOnlyHasNoNetworkWhateverTheFloorAllows(Through through) throws Exception {
    for (String allowed : List.of("off", "full")) {
      Settings settings =
          Layers.resolve(
              Settings.defaults(),
              layer(through == Through.USER),
              Layer.empty(),
              layer(through == Through.PROFILE),
              layer(through == Through.OVERRIDE).withSandboxMode(SandboxMode.READ_ONLY),
              Requirements.parse("allowed_network_modes = [\"" + allowed + "\"]", "r"));

      assertThat(settings.network()).isEqualTo(NetworkAccess.OFF);
    }
  }

  private static Layer layer(boolean open) throws ConfigException {
    return ConfigFile.parse(open ? "network.mode = \"full\"" : "", "chosen");
  }

  @Test
  void anEmptyFileIsNoFloor() throws Exception {
    Requirements floor = Requirements.parse("", "requirements.toml");

    assertThat(floor.sandboxModes()).containsExactly(SandboxMode.values());
    assertThat(floor.approvalPolicies()).containsExactly(ApprovalPolicy.values());
    assertThat(floor.networkModes()).containsExactly(NetworkAccess.values());
    assertThat(floor.gitProtection()).isEqualTo(GitProtection.CONFIG);
  }

  @Test
  void allowedValuesAreKeptInOrderOfStrictness() throws Exception {
    assertThat(
            Requirements.parse(
                    "allowed_approval_policies = [\"never\", \"untrusted\", \"never\"]", "r")
                .approvalPolicies())
        .isEqualTo(List.of(ApprovalPolicy.UNTRUSTED, ApprovalPolicy.NEVER));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          allowed_sandbox_mode = ["read-only"] | requirements.toml:1:1: unknown key "allowed_sandbox_mode" | the nearest known key is allowed_sandbox_modes
          ~sandbox_mode = "read-only" | requirements.toml:2:1: unknown key "sandbox_mode" | *
          allowed_sandbox_modes = "read-only" | requirements.toml:1:1: allowed_sandbox_modes must be a list of strings | *
          allowed_sandbox_modes = [] | requirements.toml:1:1: allowed_sandbox_modes is empty, which allows nothing | list at least one of: read-only, workspace-write, danger-full-access
          allowed_sandbox_modes = ["readonly"] | requirements.toml:1:1: unknown value "readonly" for allowed_sandbox_modes | use one of: read-only, workspace-write, danger-full-access
          allowed_approval_policies = ["on-failure"] | requirements.toml:1:1: unknown value "on-failure" for allowed_approval_policies | use one of: untrusted, on-request, never
          git.protect = 1 | requirements.toml:1:1: git.protect must be a string | *
          git.protect = "some" | requirements.toml:1:1: unknown value "some" for git.protect | use one of: config, all
          """)
  void aFloorThatIsNotUnderstoodIsRefused(String toml, String message, String hint) {
    ConfigException refusal =
        catchThrowableOfType(
            ConfigException.class,
            () -> Requirements.parse(toml.replace('~', '\n'), "requirements.toml"));

    assertThat(refusal).as(toml).isNotNull();
    assertThat(refusal.getMessage()).isEqualTo(message);
    if (!hint.equals("*")) {
      assertThat(refusal.hint()).isEqualTo(hint);
    }
  }

  @Test
  void malformedRequirementsAreRefused() {
    assertThat(
            catchThrowableOfType(
                ConfigException.class, () -> Requirements.parse("allowed", "requirements.toml")))
        .hasMessageStartingWith("requirements.toml:1:")
        .hasMessageContaining("malformed toml: ");
  }
}
