package dev.cordon.rules;

import dev.cordon.policy.Glob;

/** A path as its names from the root, folded; of one name, only start and end may be known. */
final class NamedPath {

  private final String[] names;
  private final int unknown;
  private final String start;
  private final String end;

  /**
   * @param names the names; what is not known of one of them does not matter
   * @param unknown index of the name that is not known; negative when all are
   * @param start what that name starts with
   * @param end what that name ends with
   */
  NamedPath(String[] names, int unknown, String start, String end) {
    this.names = names;
    this.unknown = unknown;
    this.start = start;
    this.end = end;
  }

  /** The names; read, never written. */
  String[] names() {
    return names;
  }

  /** Index of the name that is not known; negative when all are. */
  int unknown() {
    return unknown;
  }

  /** A path all of whose names are known. */
  static NamedPath known(String[] names) {
    return new NamedPath(names, -1, "", "");
  }

  /** Whether {@code name} is, or may be, among the names; the empty one always is. */
  boolean mayHave(String name) {
    if (unknown >= 0 || name.isEmpty()) {
      return true;
    }
    for (int i = names.length - 1; i >= 0; i--) {
      if (names[i].equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether name {@code index} matches, or may match, {@code pattern}. */
  boolean isNamed(int index, String pattern) {
    return index == unknown ? mayBe(pattern, start, end) : Glob.matches(pattern, names[index]);
  }

  /** Whether name {@code index} is, or may be, {@code name}. */
  boolean mayBe(int index, String name) {
    return index == unknown ? mayBe(name, start, end) : names[index].equals(name);
  }

  /** Whether a name that starts and ends so may match {@code pattern}. Rather yes than no. */
  static boolean mayBe(String pattern, String start, String end) {
    int first = 0;
    while (first < pattern.length() && !isWild(pattern.charAt(first))) {
      first++;
    }
    int last = pattern.length();
    while (last > first && !isWild(pattern.charAt(last - 1))) {
      last--;
    }
    if (first == pattern.length()) {
      return pattern.length() >= start.length() + end.length()
          && pattern.startsWith(start)
          && pattern.endsWith(end);
    }
    String head = pattern.substring(0, first);
    String tail = pattern.substring(last);
    return (head.startsWith(start) || start.startsWith(head))
        && (tail.endsWith(end) || end.endsWith(tail));
  }

  private static boolean isWild(char c) {
    return c == '*' || c == '?';
  }
}
