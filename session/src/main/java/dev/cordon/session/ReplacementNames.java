package dev.cordon.session;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * Names of files that programs make beside another one, to put them in its place: for that they
 * need the folder, and a yes for the new file alone would only lead to the next question.
 */
final class ReplacementNames {
  private static final Set<String> ENDINGS = Set.of("tmp", "temp", "lock", "part", "swp", "swx");

  private ReplacementNames() {}

  /** Whether {@code file}, which does not exist, has such a name where it lies. */
  static boolean isOne(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return name.endsWith("~")
        || (dot >= 0 && ENDINGS.contains(name.substring(dot + 1)))
        || isNamedAfter(file, name);
  }

  /** {@code settings.json.4711} beside {@code settings.json}; a copy's name is made of letters. */
  private static boolean isNamedAfter(Path file, String name) {
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      if (!hasOnlyLetters(name, dot + 1)
          && Files.isRegularFile(
              file.resolveSibling(name.substring(0, dot)), LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasOnlyLetters(String name, int from) {
    for (int i = from; i < name.length(); i++) {
      if (!Character.isLetter(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
