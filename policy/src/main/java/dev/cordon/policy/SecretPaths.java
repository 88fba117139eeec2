package dev.cordon.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where secrets usually lie, and whether a command names such a place. Looks at names only, so a
 * link or a copy elsewhere is not seen. The list is {@link SecretPathList}, read on first use.
 * Immutable and thread-safe.
 */
final class SecretPaths {

  private final List<String> names = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();
  private final List<String> suffixes = new ArrayList<>();
  private final List<String[]> paths = new ArrayList<>();

  /**
   * From where paths are seen.
   *
   * @param workspace absolute directory that relative paths start from
   * @param home absolute home directory of the person
   */
  record View(Path workspace, Path home) {}

  private SecretPaths(String text) {
    for (String[] row : Rows.of(text, 2)) {
      switch (row[0]) {
        case "name" -> names.add(row[1]);
        case "prefix" -> prefixes.add(row[1]);
        case "suffix" -> suffixes.add(row[1]);
        case "path" -> paths.add(Names.folded(row[1]));
        default -> throw new IllegalArgumentException("unknown kind: " + row[0]);
      }
    }
  }

  /** The place named by an argument of {@code argv}, as the list spells it; null when none is. */
  static @Nullable String namedBy(List<String> argv, View view) {
    return argv.size() < 2 ? null : BuiltIn.PATHS.find(argv, view);
  }

  private @Nullable String find(List<String> argv, View view) {
    String[] workspace = Names.folded(view.workspace());
    String found = inWorkspace(workspace);
    boolean recursive = Recursion.searches(argv);
    boolean lists = recursive || Recursion.lists(argv);
    String[] home = recursive ? Names.folded(view.home()) : new String[0];
    if (recursive && isPrefix(workspace, home)) {
      return "~";
    }
    for (int i = 1; found == null && i < argv.size(); i++) {
      ArgumentPaths argument = new ArgumentPaths(argv.get(i), workspace);
      while (found == null && argument.next()) {
        found = inComponents(argument);
        if (found == null) {
          found = inResolved(argument.resolved(), lists);
        }
        if (found == null && recursive && isPrefix(argument.resolved(), home)) {
          found = "~";
        }
      }
    }
    return found;
  }

  private @Nullable String inWorkspace(String[] workspace) {
    for (String component : workspace) {
      if (names.contains(component)) {
        return component;
      }
    }
    return inResolved(workspace, false);
  }

  private @Nullable String inComponents(ArgumentPaths argument) {
    for (String component : argument.components()) {
      String found = inComponent(component, argument.startsInFlag());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** A value may be glued to a flag, as in {@code -f.env}: then the end or the middle decides. */
  private @Nullable String inComponent(String component, boolean flag) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (flag ? component.endsWith(name) : component.equals(name)) {
        return name;
      }
    }
    for (int i = 0; i < prefixes.size(); i++) {
      String prefix = prefixes.get(i);
      if (flag ? component.contains(prefix) : component.startsWith(prefix)) {
        return prefix.concat("*");
      }
    }
    for (int i = 0; i < suffixes.size(); i++) {
      if (component.endsWith(suffixes.get(i))) {
        return "*".concat(suffixes.get(i));
      }
    }
    return null;
  }

  private @Nullable String inResolved(String[] components, boolean lists) {
    for (int p = 0; p < paths.size(); p++) {
      String[] path = paths.get(p);
      for (int from = 0; from < components.length; from++) {
        int left = components.length - from;
        int length = Math.min(left, path.length);
        boolean enough = length == path.length || lists;
        if (enough && matches(components, from, path, length)) {
          return String.join("/", path);
        }
      }
    }
    return null;
  }

  private static boolean matches(String[] components, int from, String[] path, int length) {
    for (int i = 0; i < length; i++) {
      if (!components[from + i].equals(path[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrefix(String[] prefix, String[] of) {
    return prefix.length <= of.length && matches(of, 0, prefix, prefix.length);
  }

  private static final class BuiltIn {
    static final SecretPaths PATHS = new SecretPaths(SecretPathList.TEXT);
  }
}
