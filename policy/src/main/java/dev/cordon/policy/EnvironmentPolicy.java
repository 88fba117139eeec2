package dev.cordon.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a command sees of the caller's environment; {@code [shell_environment_policy]} as Codex
 * 0.169 reads it. Immutable.
 *
 * <p>Applied in this order: inherit, default excludes, exclude, set, include_only. Patterns know
 * {@code *} and {@code ?} and ignore case.
 *
 * @param inherit where to start from
 * @param ignoreDefaultExcludes whether names that look like secrets stay
 * @param exclude patterns of names to drop
 * @param includeOnly patterns of names to keep; empty keeps all
 * @param set names and values to add or replace
 */
public record EnvironmentPolicy(
    Inherit inherit,
    boolean ignoreDefaultExcludes,
    List<String> exclude,
    List<String> includeOnly,
    Map<String, String> set) {

  private static final List<String> CORE =
      List.of(
          "PATH",
          "SHELL",
          "TMPDIR",
          "TEMP",
          "TMP",
          "HOME",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "LOGNAME",
          "USER");

  private static final List<String> DEFAULT_EXCLUDES = List.of("*KEY*", "*SECRET*", "*TOKEN*");

  /** Where an environment starts from, from most to least. */
  public enum Inherit implements Spelled {
    /** Everything the caller has. */
    ALL("all"),
    /** A short list that programs need to find their way. */
    CORE("core"),
    /** Nothing. */
    NONE("none");

    private final String text;

    Inherit(String text) {
      this.text = text;
    }

    /** The spelling in configuration. */
    @Override
    public String text() {
      return text;
    }

    /** The value spelled {@code text}, exactly; empty when there is none. */
    public static Optional<Inherit> of(String text) {
      return Spelled.find(values(), text);
    }
  }

  /**
   * An environment after the policy.
   *
   * @param kept names and values a command sees, sorted by name
   * @param dropped names the caller has and a command does not see, sorted
   */
  public record Applied(Map<String, String> kept, List<String> dropped) {
    public Applied {
      kept = Collections.unmodifiableMap(new TreeMap<>(kept));
      dropped = List.copyOf(dropped);
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
      return "Applied[kept=" + kept.keySet() + ", dropped=" + dropped + "]";
    }
  }

  public EnvironmentPolicy {
    exclude = List.copyOf(exclude);
    includeOnly = List.copyOf(includeOnly);
    set = Collections.unmodifiableMap(new TreeMap<>(set));
  }

  /** Inherit everything, as Codex does. */
  public static EnvironmentPolicy defaults() {
    return new EnvironmentPolicy(Inherit.ALL, true, List.of(), List.of(), Map.of());
  }

  /** Whether this policy passes everything on as it is. */
  public boolean keepsAll() {
    return inherit == Inherit.ALL
        && ignoreDefaultExcludes
        && exclude.isEmpty()
        && includeOnly.isEmpty()
        && set.isEmpty();
  }

  /**
   * Applies this policy.
   *
   * @param environment names and values the caller has
   */
  public Applied apply(Map<String, String> environment) {
    TreeMap<String, String> kept = new TreeMap<>();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (inherits(variable.getKey())) {
        kept.put(variable.getKey(), variable.getValue());
      }
    }
    kept.putAll(set);
    if (!includeOnly.isEmpty()) {
      Iterator<String> names = kept.keySet().iterator();
      while (names.hasNext()) {
        if (!Glob.anyMatches(includeOnly, names.next())) {
          names.remove();
        }
      }
    }
    List<String> dropped = new ArrayList<>();
    for (String name : environment.keySet()) {
      if (!kept.containsKey(name)) {
        dropped.add(name);
      }
    }
    Collections.sort(dropped);
    return new Applied(kept, dropped);
  }

  private boolean inherits(String name) {
    boolean inherited =
        switch (inherit) {
          case ALL -> true;
          case CORE -> CORE.contains(name);
          case NONE -> false;
        };
    return inherited
        && (ignoreDefaultExcludes || !Glob.anyMatches(DEFAULT_EXCLUDES, name))
        && !Glob.anyMatches(exclude, name);
  }

  /** Names only: values may be secrets. */
  @Override
  public String toString() {
    return "EnvironmentPolicy[inherit="
        + inherit.text
        + ", ignoreDefaultExcludes="
        + ignoreDefaultExcludes
        + ", exclude="
        + exclude
        + ", includeOnly="
        + includeOnly
        + ", set="
        + set.keySet()
        + "]";
  }
}
