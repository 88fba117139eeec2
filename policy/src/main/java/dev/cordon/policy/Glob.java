package dev.cordon.policy;

import java.util.List;

/** Name patterns with {@code *} and {@code ?}, case ignored. Pure. */
public final class Glob {

  private Glob() {}

  static boolean anyMatches(List<String> patterns, String name) {
    for (int i = 0; i < patterns.size(); i++) {
      if (matches(patterns.get(i), name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether all of {@code name} matches; at most pattern length times name length steps. */
  public static boolean matches(String pattern, String name) {
    return matches(pattern, name, true);
  }

  /** As {@link #matches}, with case as it is written. */
  public static boolean matchesExactly(String pattern, String name) {
    return matches(pattern, name, false);
  }

  private static boolean matches(String pattern, String name, boolean fold) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && same(pattern.charAt(p), name.charAt(n), fold)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean same(char pattern, char name, boolean fold) {
    return pattern == '?' || pattern == name || (fold && Text.fold(pattern) == Text.fold(name));
  }
}
