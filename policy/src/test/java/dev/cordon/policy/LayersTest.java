package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which layer wins. */
class LayersTest {

  private static Settings resolve(String user, String project, String profile, String... overrides)
      throws ConfigException {
    Layer flags = Layer.empty();
    for (String override : overrides) {
      flags = ConfigFile.parseOverride(override).over(flags);
    }
    return Layers.resolve(
        Settings.defaults(),
        ConfigFile.parse(user, "config.toml"),
        ConfigFile.parse(project, ".cordon/config.toml"),
        ConfigFile.parse(profile, "p.config.toml"),
        flags,
        Requirements.none());
  }

  @Test
  void nothingChosenIsWorkspaceWriteOnRequestWithoutNetwork() throws Exception {
    assertThat(resolve("", "", ""))
        .isEqualTo(
            new Settings(
                SandboxMode.WORKSPACE_WRITE,
                ApprovalPolicy.ON_REQUEST,
                NetworkAccess.OFF,
                NetworkRules.NONE,
                Limits.NONE,
                List.of(),
                false,
                false,
                GitProtection.CONFIG,
                new EnvironmentPolicy(
                    EnvironmentPolicy.Inherit.ALL, true, List.of(), List.of(), Map.of())));
  }

  @Test
  void everyKeyOfAFileCounts() throws Exception {
    Settings settings =
        resolve(
            """
            sandbox_mode = "read-only"
            approval_policy = "never"
            [sandbox_workspace_write]
            writable_roots = ["/data/a", "/data/b/../c"]
            exclude_tmpdir_env_var = true
            exclude_slash_tmp = true
            [network]
            mode = "full"
            [git]
            protect = "all"
            [shell_environment_policy]
            inherit = "core"
            ignore_default_excludes = false
            exclude = ["AWS_*"]
            include_only = ["PATH", "LANG"]
            set = { CI = "1" }
            """,
            "",
            "");

    assertThat(settings)
        .isEqualTo(
            new Settings(
                SandboxMode.READ_ONLY,
                ApprovalPolicy.NEVER,
                NetworkAccess.OFF,
                NetworkRules.NONE,
                Limits.NONE,
                List.of(Path.of("/data/a"), Path.of("/data/c")),
                true,
                true,
                GitProtection.ALL,
                new EnvironmentPolicy(
                    EnvironmentPolicy.Inherit.CORE,
                    false,
                    List.of("AWS_*"),
                    List.of("PATH", "LANG"),
                    Map.of("CI", "1"))));
  }

  @Test
  void eachLayerOverridesTheOneBelow() throws Exception {
    String user = "approval_policy = \"never\"";
    String project = "approval_policy = \"on-request\"";
    String profile = "approval_policy = \"untrusted\"";

    assertThat(resolve("", "", "").approvalPolicy()).isEqualTo(ApprovalPolicy.ON_REQUEST);
    assertThat(resolve(user, "", "").approvalPolicy()).isEqualTo(ApprovalPolicy.NEVER);
    assertThat(resolve(user, project, "").approvalPolicy()).isEqualTo(ApprovalPolicy.ON_REQUEST);
    assertThat(resolve(user, project, profile).approvalPolicy())
        .isEqualTo(ApprovalPolicy.UNTRUSTED);
    assertThat(resolve(user, project, profile, "approval_policy=never").approvalPolicy())
        .isEqualTo(ApprovalPolicy.NEVER);
    assertThat(
            resolve(user, project, profile, "approval_policy=never", "approval_policy=on-request")
                .approvalPolicy())
        .isEqualTo(ApprovalPolicy.ON_REQUEST);
  }

  @Test
  void aFlagCountsMoreThanAnOverride() throws Exception {
    Layer flags =
        ConfigFile.parseOverride("sandbox_mode=danger-full-access")
            .withSandboxMode(SandboxMode.READ_ONLY)
            .withApprovalPolicy(ApprovalPolicy.NEVER);

    Settings settings =
        Layers.resolve(
            Settings.defaults(),
            Layer.empty(),
            Layer.empty(),
            Layer.empty(),
            flags,
            Requirements.none());

    assertThat(settings.posture())
        .isEqualTo(new Posture(SandboxMode.READ_ONLY, ApprovalPolicy.NEVER, NetworkAccess.OFF));
  }

  @Test
  void aPersonMayWidenAfterTheProjectTightened() throws Exception {
    assertThat(
            resolve("", "sandbox_mode = \"read-only\"", "", "sandbox_mode=workspace-write")
                .sandboxMode())
        .isEqualTo(SandboxMode.WORKSPACE_WRITE);
  }

  @Test
  void theTwoSpellingsOfNetworkAccessReplaceEachOther() throws Exception {
    String codex = "sandbox_workspace_write.network_access = true";
    String cordon = "network.mode = \"full\"";

    assertThat(resolve(codex, "", "").network()).isEqualTo(NetworkAccess.FULL);
    assertThat(resolve(codex, "", "network.mode = \"off\"").network()).isEqualTo(NetworkAccess.OFF);
    for (String open : List.of(codex, cordon)) {
      assertThat(resolve(open, "", "approval_policy = \"never\"", "git.protect=all").network())
          .isEqualTo(NetworkAccess.FULL);
    }
    assertThat(resolve(cordon, "", "", "sandbox_workspace_write.network_access=false").network())
        .isEqualTo(NetworkAccess.OFF);
    assertThat(resolve("", "", codex, "network.mode=off").network()).isEqualTo(NetworkAccess.OFF);
  }

  @Test
  void readOnlyHasNoNetworkHoweverItIsSpelledAndWhereverItIsSaid() throws Exception {
    for (String open :
        List.of("sandbox_workspace_write.network_access = true", "network.mode = \"full\"")) {
      assertThat(resolve(open, "", "").network()).isEqualTo(NetworkAccess.FULL);
      assertThat(resolve(open, "", "", "sandbox_mode=read-only").network())
          .isEqualTo(NetworkAccess.OFF);
      assertThat(resolve("sandbox_mode = \"read-only\"", "", open).network())
          .isEqualTo(NetworkAccess.OFF);
      assertThat(resolve(open, "sandbox_mode = \"read-only\"", "").network())
          .isEqualTo(NetworkAccess.OFF);
      assertThat(resolve("", "", "", "sandbox_mode=read-only", open).network())
          .isEqualTo(NetworkAccess.OFF);
    }
  }

  @Test
  void dangerFullAccessHasNoBoundaryThatCouldHoldTheNetwork() throws Exception {
    assertThat(resolve("", "", "", "sandbox_mode=danger-full-access", "network.mode=off").network())
        .isEqualTo(NetworkAccess.FULL);
  }

  @Test
  void listsReplaceAndVariablesAddUp() throws Exception {
    Settings settings =
        resolve(
            "sandbox_workspace_write.writable_roots = [\"/a\"]\n"
                + "shell_environment_policy.set = { A = \"1\", B = \"1\" }",
            "",
            "sandbox_workspace_write.writable_roots = [\"/b\"]\n"
                + "shell_environment_policy.set = { B = \"2\" }",
            "shell_environment_policy.set.C=3");

    assertThat(settings.writableRoots()).containsExactly(Path.of("/b"));
    assertThat(settings.environment().set()).isEqualTo(Map.of("A", "1", "B", "2", "C", "3"));
  }

  @Test
  void writableRootsAreSeenFromTheirFile() throws Exception {
    Layer layer =
        ConfigFile.parse(
                "sandbox_workspace_write.writable_roots = [\"a\", \"../b\", \"~\", \"~/c\", \"/d\"]",
                "f")
            .resolve(Path.of("/base/dir"), Path.of("/home/ana"));

    assertThat(
            Layers.resolve(
                    Settings.defaults(),
                    layer,
                    Layer.empty(),
                    Layer.empty(),
                    Layer.empty(),
                    Requirements.none())
                .writableRoots())
        .containsExactly(
            Path.of("/base/dir/a"),
            Path.of("/base/b"),
            Path.of("/home/ana"),
            Path.of("/home/ana/c"),
            Path.of("/d"));
  }
}
