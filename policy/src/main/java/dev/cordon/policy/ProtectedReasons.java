package dev.cordon.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why the paths of {@link ProtectedPathList} are protected, for a person. Read when asked for. */
final class ProtectedReasons {
  private static final String MARK = "#:";

  private record Reason(String path, String text) {}

  private static final List<Reason> REASONS = read(ProtectedPathList.TEXT);

  private ProtectedReasons() {}

  /** The reason for the first listed path that {@code names} passes through; null when none. */
  static @Nullable String of(String[] names) {
    for (int from = 0; from < names.length; from++) {
      String[] rest = Arrays.copyOfRange(names, from, names.length);
      for (Reason reason : REASONS) {
        if (ProtectedPaths.startsWith(rest, Names.folded(reason.path()))) {
          return reason.text();
        }
      }
    }
    return null;
  }

  /** What may come into being in a workspace is too common a name elsewhere to be called one. */
  private static List<Reason> read(String text) {
    List<Reason> reasons = new ArrayList<>();
    String why = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith(MARK)) {
        why = line.substring(MARK.length()).strip();
      }
      for (String[] fields : Rows.of(line, 3)) {
        if (fields[2].equals("guard")) {
          reasons.add(new Reason(fields[0], why));
        }
      }
    }
    return List.copyOf(reasons);
  }
}
