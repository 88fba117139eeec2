package dev.cordon.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Path patterns in the manner of gitignore, as Claude Code has them. Pure. */
final class IgnorePattern {

  private IgnorePattern() {}

  /** Adds {@code pattern} to the paths of {@code draft}; why it cannot be, or null. */
  static @Nullable String add(String pattern, Draft draft) {
    for (int i = 0; i < pattern.length(); i++) {
      if ("![]{}\\".indexOf(pattern.charAt(i)) >= 0) {
        return "its " + pattern.charAt(i) + " means something else here";
      }
    }
    String start = anchored(pattern, draft);
    boolean folder = start.endsWith("/");
    String path = folder ? start.substring(0, start.length() - 1) : start;
    if (path.isEmpty() || path.equals("~")) {
      return "it names a whole tree";
    }
    List<String> paths = new ArrayList<>();
    if (!folder) {
      paths.add(path);
    }
    // What names a folder means all that is in it.
    if (!path.endsWith("*")) {
      paths.add(path + "/**");
    }
    draft.paths = paths;
    return null;
  }

  /** {@code //x} is absolute, {@code /x} in the project, and a name alone lies in any folder. */
  private static String anchored(String pattern, Draft draft) {
    if (pattern.startsWith("//")) {
      return pattern.substring(1);
    }
    if (pattern.startsWith("/")) {
      draft.changes.add("seen from the workspace");
      return pattern.substring(1);
    }
    if (pattern.startsWith("~/") || pattern.startsWith("**/")) {
      return pattern;
    }
    if (pattern.startsWith("./")) {
      return pattern.substring(2);
    }
    int slash = pattern.indexOf('/');
    return slash < 0 || slash == pattern.length() - 1 ? "**/" + pattern : pattern;
  }
}
