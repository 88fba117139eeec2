package dev.cordon.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * The floor no layer goes below: which values are allowed, strictest first. Immutable.
 *
 * @param source the file it came from
 * @param sandboxModes allowed modes, in order of strictness
 * @param approvalPolicies allowed policies, in order of strictness
 * @param networkModes allowed network access, in order of strictness
 * @param gitProtection the weakest protection allowed
 */
public record Requirements(
    String source,
    List<SandboxMode> sandboxModes,
    List<ApprovalPolicy> approvalPolicies,
    List<NetworkAccess> networkModes,
    GitProtection gitProtection) {

  private static final String SANDBOX_MODES = "allowed_sandbox_modes";
  private static final String APPROVAL_POLICIES = "allowed_approval_policies";
  private static final String NETWORK_MODES = "allowed_network_modes";
  private static final String GIT_PROTECT = "git.protect";

  public Requirements {
    sandboxModes = List.copyOf(sandboxModes);
    approvalPolicies = List.copyOf(approvalPolicies);
    networkModes = List.copyOf(networkModes);
  }

  /** No floor. */
  public static Requirements none() {
    return new Requirements(
        "no requirements",
        List.of(SandboxMode.values()),
        List.of(ApprovalPolicy.values()),
        List.of(NetworkAccess.values()),
        GitProtection.CONFIG);
  }

  /**
   * Reads a requirements file.
   *
   * @param text its content, TOML
   * @param source what a person calls it, for errors
   * @throws ConfigException when anything in it is not understood: then nothing may run
   */
  public static Requirements parse(String text, String source) throws ConfigException {
    Schema schema =
        new Schema(List.of(SANDBOX_MODES, APPROVAL_POLICIES, NETWORK_MODES, GIT_PROTECT));
    Requirements floor = none();
    List<SandboxMode> modes = floor.sandboxModes;
    List<ApprovalPolicy> policies = floor.approvalPolicies;
    List<NetworkAccess> networks = floor.networkModes;
    GitProtection git = floor.gitProtection;
    for (TomlDocument.Item item : TomlDocument.read(text, source, schema)) {
      switch (item.name()) {
        case SANDBOX_MODES -> modes = allowed(item, source, SandboxMode.values());
        case APPROVAL_POLICIES -> policies = allowed(item, source, ApprovalPolicy.values());
        case NETWORK_MODES -> networks = allowed(item, source, NetworkAccess.values());
        default -> git = protection(item, source);
      }
    }
    return new Requirements(source, modes, policies, networks, git);
  }

  private static <E extends Spelled> List<E> allowed(
      TomlDocument.Item item, String source, E[] values) throws ConfigException {
    List<String> texts = ConfigValue.choiceList(item, source, Spelled.texts(values));
    List<E> allowed = new ArrayList<>();
    for (E value : values) {
      if (texts.contains(value.text())) {
        allowed.add(value);
      }
    }
    return allowed;
  }

  private static GitProtection protection(TomlDocument.Item item, String source)
      throws ConfigException {
    String text = ConfigValue.choice(item, source, Spelled.texts(GitProtection.values()));
    return GitProtection.of(text).orElseThrow();
  }
}
