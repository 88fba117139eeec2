package dev.cordon.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What lies at a path when a question about it is put, so that a yes opens that and nothing that
 * took its place since. Immutable.
 *
 * @param path absolute
 * @param key the file or folder there; null when there is none
 * @param folder whether it is a folder
 * @param names how many names it has; more than one for a file with hard links
 * @param anchor the nearest folder above it that exists
 * @param anchorKey that folder
 */
record Place(
    Path path,
    @Nullable Object key,
    boolean folder,
    int names,
    Path anchor,
    @Nullable Object anchorKey) {

  static Place of(Path path) {
    Path anchor = path;
    do {
      Path above = anchor.getParent();
      anchor = above == null ? Path.of("/") : above;
    } while (!Files.exists(anchor, LinkOption.NOFOLLOW_LINKS));
    BasicFileAttributes found = attributes(path);
    boolean folder = found != null && found.isDirectory();
    return new Place(
        path,
        found == null ? null : found.fileKey(),
        folder,
        found == null || folder ? 1 : names(path),
        anchor,
        keyOf(anchor));
  }

  boolean exists() {
    return key != null;
  }

  /** Whether what lies there is the same, with no link on the way that was not there. */
  boolean isUnchanged() {
    Place now = Place.of(path);
    return same(key, now.key)
        && anchor.equals(now.anchor)
        && same(anchorKey, now.anchorKey)
        && isReal(exists() ? path : anchor);
  }

  /** Whether no symbolic link is in {@code path}, which exists. */
  static boolean isReal(Path path) {
    try {
      return path.toRealPath().equals(path);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Where {@code path} leads; itself when it leads nowhere. */
  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException gone) {
      return path;
    }
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    return one == null ? other == null : one.equals(other);
  }

  private static @Nullable Object keyOf(Path path) {
    BasicFileAttributes found = attributes(path);
    return found == null ? null : found.fileKey();
  }

  private static @Nullable BasicFileAttributes attributes(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException gone) {
      return null;
    }
  }

  private static int names(Path path) {
    try {
      return (Integer) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException gone) {
      return 1;
    }
  }
}
