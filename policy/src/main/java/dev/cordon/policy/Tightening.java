package dev.cordon.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a project's configuration may do: leave less open than it found, never more. Pure. */
final class Tightening {

  private Tightening() {}

  /**
   * The choices with {@code project} on top.
   *
   * @throws ConfigException when the project widens anything
   */
  static Choices apply(Choices lower, Layer project) throws ConfigException {
    for (Map.Entry<Key, Setting> entry : project.settings().entrySet()) {
      if (widens(lower, entry.getKey(), entry.getValue())) {
        String key = entry.getKey().path();
        throw entry
            .getValue()
            .refused(
                "a project may only tighten, and this " + key + " widens",
                "to allow it, set " + key + " in your own config.toml");
      }
    }
    return lower.with(addExcludes(lower, project));
  }

  private static boolean widens(Choices lower, Key key, Setting setting) throws ConfigException {
    return switch (key) {
      case SANDBOX_MODE ->
          SandboxMode.of(setting.text()).orElseThrow().compareTo(lower.sandboxMode()) > 0;
      case APPROVAL_POLICY ->
          ApprovalPolicy.of(setting.text()).orElseThrow().compareTo(lower.approvalPolicy()) > 0;
      case WRITABLE_ROOTS -> addsRoot(lower.writableRoots(), setting);
      case NETWORK_ACCESS -> setting.flag() && NetworkAccess.FULL.compareTo(lower.network()) > 0;
      case NETWORK_MODE ->
          NetworkAccess.of(setting.text()).orElseThrow().compareTo(lower.network()) > 0;
      case NETWORK_PRESETS -> {
        Setting presets = lower.get(Key.NETWORK_PRESETS);
        yield presets == null
            ? !setting.texts().isEmpty()
            : !presets.texts().containsAll(setting.texts());
      }
      case NETWORK_DOMAINS -> allowsMore(lower.get(Key.NETWORK_DOMAINS), setting.table());
      case NETWORK_METHODS -> keepsMore(lower.networkRules().methods(), setting.texts());
      case EXCLUDE_TMPDIR_ENV_VAR -> !setting.flag() && lower.excludeTmpdirEnvVar();
      case EXCLUDE_SLASH_TMP -> !setting.flag() && lower.excludeSlashTmp();
      case GIT_PROTECT ->
          GitProtection.of(setting.text()).orElseThrow().compareTo(lower.gitProtection()) < 0;
      case ENVIRONMENT_INHERIT ->
          EnvironmentPolicy.Inherit.of(setting.text())
                  .orElseThrow()
                  .compareTo(lower.environment().inherit())
              < 0;
      case ENVIRONMENT_IGNORE_DEFAULT_EXCLUDES ->
          setting.flag() && !lower.environment().ignoreDefaultExcludes();
      case ENVIRONMENT_EXCLUDE -> false;
      case ENVIRONMENT_INCLUDE_ONLY ->
          keepsMore(lower.environment().includeOnly(), setting.texts());
      case ENVIRONMENT_SET ->
          !lower.environment().set().entrySet().containsAll(setting.table().entrySet());
    };
  }

  /**
   * A project may drop roots. One below an allowed root counts as added: a link on the way to it,
   * which a confined command can make, would lead anywhere.
   */
  private static boolean addsRoot(List<Path> lower, Setting setting) throws ConfigException {
    for (String text : setting.texts()) {
      if (!lower.contains(Choices.absolute(text, setting))) {
        return true;
      }
    }
    return false;
  }

  /** A project may add hosts that are denied. */
  private static boolean allowsMore(@Nullable Setting lower, Map<String, String> domains) {
    for (Map.Entry<String, String> entry : domains.entrySet()) {
      boolean allows = !entry.getValue().equals("deny");
      boolean known = lower != null && entry.getValue().equals(lower.table().get(entry.getKey()));
      if (allows && !known) {
        return true;
      }
    }
    return false;
  }

  private static boolean keepsMore(List<String> lower, List<String> patterns) {
    return !lower.isEmpty() && (patterns.isEmpty() || !lower.containsAll(patterns));
  }

  /** A project's list of variables to drop adds to the list below instead of replacing it. */
  private static Layer addExcludes(Choices lower, Layer project) {
    Setting excludes = project.get(Key.ENVIRONMENT_EXCLUDE);
    if (excludes == null) {
      return project;
    }
    List<String> patterns = new ArrayList<>(lower.environment().exclude());
    patterns.addAll(excludes.texts());
    Layer added =
        new Layer(Map.of(Key.ENVIRONMENT_EXCLUDE, excludes.with(new Setting.Texts(patterns))));
    return added.over(project);
  }
}
