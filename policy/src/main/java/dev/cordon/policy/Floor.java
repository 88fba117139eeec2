package dev.cordon.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds choices against the requirements.
 *
 * @param chosen what all layers come to
 * @param requirements the floor
 */
record Floor(Choices chosen, Requirements requirements) {

  // INVARIANT: no value in the result is wider than one the requirements allow.
  Settings settings() throws ConfigException {
    SandboxMode mode = hold(Key.SANDBOX_MODE, chosen.sandboxMode(), requirements.sandboxModes());
    return new Settings(
        mode,
        hold(Key.APPROVAL_POLICY, chosen.approvalPolicy(), requirements.approvalPolicies()),
        network(mode),
        chosen.networkRules(),
        limits(),
        chosen.writableRoots(),
        chosen.excludeTmpdirEnvVar(),
        chosen.excludeSlashTmp(),
        gitProtection(),
        chosen.environment());
  }

  private <E extends Enum<E> & Spelled> E hold(Key key, E value, List<E> allowed)
      throws ConfigException {
    if (allowed.contains(value)) {
      return value;
    }
    Setting choice = chosen.get(key);
    if (choice != null) {
      throw notAllowed(key, value, choice, allowed);
    }
    E nearest = nearestStricter(value, allowed);
    if (nearest == null) {
      throw new ConfigException(
          "no " + key.path() + " as strict as the default \"" + value.text() + "\" is allowed",
          "choose one of: " + texts(allowed),
          requirements.source(),
          0,
          0);
    }
    return nearest;
  }

  /** {@code allowed} is in order of strictness, strictest first. */
  private static <E extends Enum<E>> @Nullable E nearestStricter(E value, List<E> allowed) {
    E nearest = null;
    for (E candidate : allowed) {
      if (candidate.compareTo(value) < 0) {
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** INVARIANT: a yes opens nothing that the requirements do not allow. */
  private Limits limits() {
    return new Limits(
        requirements.networkModes().contains(NetworkAccess.FULL)
            ? NetworkAccess.FULL
            : NetworkAccess.OFF,
        !requirements.sandboxModes().equals(List.of(SandboxMode.READ_ONLY)),
        requirements.gitProtection());
  }

  private NetworkAccess network(SandboxMode mode) throws ConfigException {
    return switch (mode) {
      case READ_ONLY -> NetworkAccess.OFF;
      case WORKSPACE_WRITE -> heldNetwork();
      case DANGER_FULL_ACCESS -> openNetwork(mode);
    };
  }

  private NetworkAccess heldNetwork() throws ConfigException {
    boolean byMode = chosen.get(Key.NETWORK_MODE) != null;
    return hold(
        byMode ? Key.NETWORK_MODE : Key.NETWORK_ACCESS,
        chosen.network(),
        requirements.networkModes());
  }

  /** Without a boundary the network is open, whatever was chosen. */
  private NetworkAccess openNetwork(SandboxMode mode) throws ConfigException {
    if (requirements.networkModes().contains(NetworkAccess.FULL)) {
      return NetworkAccess.FULL;
    }
    Setting choice = chosen.get(Key.SANDBOX_MODE);
    String problem =
        "sandbox_mode \""
            + mode.text()
            + "\" leaves the network open, which "
            + requirements.source()
            + " does not allow";
    String hint = "choose a sandbox_mode with a boundary";
    throw choice == null
        ? new ConfigException(problem, hint, requirements.source(), 0, 0)
        : choice.refused(problem, hint);
  }

  private GitProtection gitProtection() throws ConfigException {
    GitProtection value = chosen.gitProtection();
    if (value.compareTo(requirements.gitProtection()) >= 0) {
      return value;
    }
    Setting choice = chosen.get(Key.GIT_PROTECT);
    if (choice != null) {
      throw notAllowed(Key.GIT_PROTECT, value, choice, List.of(requirements.gitProtection()));
    }
    return requirements.gitProtection();
  }

  private ConfigException notAllowed(
      Key key, Spelled value, Setting choice, List<? extends Spelled> allowed) {
    return choice.refused(
        key.path() + " \"" + value.text() + "\" is not allowed by " + requirements.source(),
        "allowed: " + texts(allowed));
  }

  private static String texts(List<? extends Spelled> values) {
    return String.join(", ", Spelled.texts(values.toArray(new Spelled[0])));
  }
}
