package dev.cordon.policy;

import java.nio.file.Path;

/** The components of a path, case folded. Pure. */
final class Names {

  private Names() {}

  /** The folded components of {@code path} after resolving dots by name; none for the root. */
  static String[] folded(Path path) {
    Path normal = path.normalize();
    int count = normal.toString().isEmpty() ? 0 : normal.getNameCount();
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = Text.fold(normal.getName(i).toString());
    }
    return names;
  }
}
