package dev.cordon.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stays read-only inside every writable root, because the host or an agent executes it or
 * takes orders from it later: {@link ProtectedPathList}, read on first use. Immutable and
 * thread-safe.
 */
public final class ProtectedPaths {

  private static final String GIT_REASON = "git executes it on the host";

  private final List<Entry> entries;
  private final List<String> patterns;
  private final String[][] names;

  /** First names of the paths that have several. */
  private final Set<String> folders = new HashSet<>();

  /** What a path is, or would be. */
  public enum Kind {
    /** A directory, with everything below it. */
    DIR,
    /** A file. */
    FILE
  }

  /** What holds while the path does not exist. */
  public enum Absent {
    /** It cannot be created. */
    GUARD,
    /** It can be created, and is named when the session ends. */
    WATCH
  }

  /**
   * One protected path.
   *
   * @param path relative to a writable root, components separated by {@code /}
   * @param kind what it is, or would be
   * @param absent what holds while it does not exist
   */
  public record Entry(String path, Kind kind, Absent absent) {}

  private ProtectedPaths(List<Entry> entries, List<String> patterns) {
    this.entries = List.copyOf(entries);
    this.patterns = List.copyOf(patterns);
    this.names = new String[entries.size()][];
    for (int i = 0; i < names.length; i++) {
      names[i] = Names.folded(entries.get(i).path());
      if (names[i].length > 1) {
        folders.add(names[i][0]);
      }
    }
  }

  /** The list this program carries. */
  public static ProtectedPaths builtIn() {
    return BuiltIn.PATHS;
  }

  /** Every protected path but git's own, in the order of the list. */
  public List<Entry> entries() {
    return entries;
  }

  /** File name patterns, such as {@code *.code-workspace}, protected in a root where they exist. */
  public List<String> patterns() {
    return patterns;
  }

  /**
   * Whether {@code relative} is protected or lies below something protected, existing or not. Case
   * is ignored, since the file system may ignore it. Git's own files count at any depth.
   *
   * @param relative relative to a writable root
   */
  public boolean covers(Path relative) {
    String[] target = Names.folded(relative);
    for (String[] entry : names) {
      if (startsWith(target, entry)) {
        return true;
      }
    }
    return GitPaths.executes(target) || (target.length == 1 && matchesPattern(target[0]));
  }

  /**
   * Whether something protected lies below {@code relative}, so that replacing it replaces that.
   */
  boolean liesBelow(Path relative) {
    String[] target = Names.folded(relative);
    for (String[] entry : names) {
      if (entry.length > target.length && startsWith(entry, target)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether an entry found in a writable root is one to protect: a name of the list below the root,
   * where a package of a larger repository has its own, or a name with a protected pattern
   * anywhere. The list's own places directly in the root are not meant.
   *
   * @param root the writable root
   * @param entry a path in it
   */
  public boolean coversFound(Path root, Path entry) {
    Path name = entry.getFileName();
    return name != null
        && (root.equals(entry.getParent()) ? matchesPattern(fold(name)) : covers(name));
  }

  /**
   * What of an entry found in a writable root is protected: itself, or what the list names below
   * it, there or not.
   *
   * @param root the writable root
   * @param entry a path in it
   */
  public List<Path> foundAt(Path root, Path entry) {
    return coversFound(root, entry) ? List.of(entry) : belowFound(root, entry);
  }

  /** What the list names below an entry that is found below the root, there or not. */
  public List<Path> belowFound(Path root, Path entry) {
    Path name = entry.getFileName();
    if (name == null || root.equals(entry.getParent()) || !folders.contains(fold(name))) {
      return List.of();
    }
    String folder = name + "/";
    List<Path> paths = new ArrayList<>();
    for (Entry listed : entries) {
      if (listed.path().regionMatches(true, 0, folder, 0, folder.length())) {
        paths.add(entry.resolve(listed.path().substring(folder.length())));
      }
    }
    return paths;
  }

  private static String fold(Path name) {
    return Text.fold(name.toString());
  }

  /**
   * Why a path with such a name is protected in any writable root, in a few words for a person;
   * null when its name alone does not tell. Case is ignored.
   *
   * @param path absolute
   */
  public static @Nullable String reason(Path path) {
    String[] target = Names.folded(path);
    return GitPaths.executes(target) ? GIT_REASON : ProtectedReasons.of(target);
  }

  private boolean matchesPattern(String name) {
    return Glob.anyMatches(patterns, name);
  }

  static boolean startsWith(String[] names, String[] prefix) {
    if (prefix.length > names.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (!prefix[i].equals(names[i])) {
        return false;
      }
    }
    return true;
  }

  static ProtectedPaths parse(String text) {
    List<Entry> entries = new ArrayList<>();
    List<String> patterns = new ArrayList<>();
    for (String[] fields : Rows.of(text, 3)) {
      if (fields[1].equals("pattern")) {
        patterns.add(fields[0]);
      } else {
        entries.add(new Entry(fields[0], kind(fields[1]), absent(fields[2])));
      }
    }
    return new ProtectedPaths(entries, patterns);
  }

  private static Kind kind(String text) {
    return switch (text) {
      case "dir" -> Kind.DIR;
      case "file" -> Kind.FILE;
      default -> throw new IllegalArgumentException("unknown kind: " + text);
    };
  }

  private static Absent absent(String text) {
    return switch (text) {
      case "guard" -> Absent.GUARD;
      case "watch" -> Absent.WATCH;
      default -> throw new IllegalArgumentException("unknown word for absent: " + text);
    };
  }

  private static final class BuiltIn {
    static final ProtectedPaths PATHS = parse(ProtectedPathList.TEXT);
  }
}
