package dev.cordon.policy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was chosen so far, with the defaults where nobody chose. Immutable.
 *
 * @param defaults what holds where {@code chosen} says nothing
 * @param chosen the layers so far as one
 */
record Choices(Settings defaults, Layer chosen) {

  Choices with(Layer upper) {
    return upper.settings().isEmpty() ? this : new Choices(defaults, upper.over(chosen));
  }

  @Nullable Setting get(Key key) {
    return chosen.get(key);
  }

  SandboxMode sandboxMode() {
    Setting setting = get(Key.SANDBOX_MODE);
    return setting == null ? defaults.sandboxMode() : SandboxMode.of(setting.text()).orElseThrow();
  }

  ApprovalPolicy approvalPolicy() {
    Setting setting = get(Key.APPROVAL_POLICY);
    return setting == null
        ? defaults.approvalPolicy()
        : ApprovalPolicy.of(setting.text()).orElseThrow();
  }

  /** As chosen, whatever the sandbox mode makes of it. */
  NetworkAccess network() {
    Setting mode = get(Key.NETWORK_MODE);
    if (mode != null) {
      return NetworkAccess.of(mode.text()).orElseThrow();
    }
    Setting access = get(Key.NETWORK_ACCESS);
    if (access != null) {
      return access.flag() ? NetworkAccess.FULL : NetworkAccess.OFF;
    }
    return defaults.network();
  }

  /** Which hosts may be reached in a mode that asks about others. */
  NetworkRules networkRules() throws ConfigException {
    Setting presets = get(Key.NETWORK_PRESETS);
    Setting domains = get(Key.NETWORK_DOMAINS);
    if (presets == null && domains == null && get(Key.NETWORK_METHODS) == null) {
      return defaults.networkRules();
    }
    List<NetworkRule> rules = new ArrayList<>();
    try {
      if (domains != null) {
        rules.addAll(NetworkSettings.rules(domains.table()));
      }
      if (presets != null) {
        rules.addAll(NetworkSettings.presets(presets.texts()));
      }
    } catch (NetworkRule.MalformedException checkedBefore) {
      throw new ConfigException(
          String.valueOf(checkedBefore.getMessage()), checkedBefore.hint(), "network", 0, 0);
    }
    return new NetworkRules(rules, texts(Key.NETWORK_METHODS, defaults.networkRules().methods()));
  }

  List<Path> writableRoots() throws ConfigException {
    Setting setting = get(Key.WRITABLE_ROOTS);
    if (setting == null) {
      return defaults.writableRoots();
    }
    List<Path> roots = new ArrayList<>();
    for (String text : setting.texts()) {
      roots.add(absolute(text, setting));
    }
    return roots;
  }

  static Path absolute(String text, Setting origin) throws ConfigException {
    try {
      Path root = Path.of(text);
      if (root.isAbsolute()) {
        return root.normalize();
      }
    } catch (InvalidPathException e) {
      throw origin.refused(
          "writable root \"" + text + "\" is no path on this machine", "correct the path");
    }
    throw origin.refused(
        "writable root \"" + text + "\" is not absolute", "write it as an absolute path");
  }

  boolean excludeTmpdirEnvVar() {
    return flag(Key.EXCLUDE_TMPDIR_ENV_VAR, defaults.excludeTmpdirEnvVar());
  }

  boolean excludeSlashTmp() {
    return flag(Key.EXCLUDE_SLASH_TMP, defaults.excludeSlashTmp());
  }

  GitProtection gitProtection() {
    Setting setting = get(Key.GIT_PROTECT);
    return setting == null
        ? defaults.gitProtection()
        : GitProtection.of(setting.text()).orElseThrow();
  }

  EnvironmentPolicy environment() {
    EnvironmentPolicy base = defaults.environment();
    Setting inherit = get(Key.ENVIRONMENT_INHERIT);
    Setting set = get(Key.ENVIRONMENT_SET);
    return new EnvironmentPolicy(
        inherit == null
            ? base.inherit()
            : EnvironmentPolicy.Inherit.of(inherit.text()).orElseThrow(),
        flag(Key.ENVIRONMENT_IGNORE_DEFAULT_EXCLUDES, base.ignoreDefaultExcludes()),
        texts(Key.ENVIRONMENT_EXCLUDE, base.exclude()),
        texts(Key.ENVIRONMENT_INCLUDE_ONLY, base.includeOnly()),
        set == null ? base.set() : merged(base.set(), set.table()));
  }

  private static Map<String, String> merged(Map<String, String> lower, Map<String, String> upper) {
    Map<String, String> merged = new HashMap<>(lower);
    merged.putAll(upper);
    return merged;
  }

  private boolean flag(Key key, boolean otherwise) {
    Setting setting = get(key);
    return setting == null ? otherwise : setting.flag();
  }

  private List<String> texts(Key key, List<String> otherwise) {
    Setting setting = get(key);
    return setting == null ? otherwise : setting.texts();
  }
}
