package dev.cordon.policy;

import java.nio.file.Path;

/** The components of a path, case folded. Pure. */
public final class Names {

  private Names() {}

  /** The folded components of {@code path}, which are separated by single slashes. */
  public static String[] folded(String path) {
    int count = 1;
    for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      count++;
    }
    String[] names = new String[count];
    int start = 0;
    for (int i = 0; i < count; i++) {
      int end = path.indexOf('/', start);
      names[i] = Text.fold(path.substring(start, end < 0 ? path.length() : end));
      start = end + 1;
    }
    return names;
  }

  /** The folded components of {@code path} after resolving dots by name; none for the root. */
  public static String[] folded(Path path) {
    Path normal = path.normalize();
    int count = normal.toString().isEmpty() ? 0 : normal.getNameCount();
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = Text.fold(normal.getName(i).toString());
    }
    return names;
  }
}
