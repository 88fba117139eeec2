package dev.cordon.cli;

import dev.cordon.audit.Sha256;
import dev.cordon.policy.ConfigException;
import dev.cordon.policy.Packer;
import dev.cordon.policy.Unpacker;
import dev.cordon.session.Context;
import dev.cordon.session.SetupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of configuration, and keeps what they were found to say below {@code
 * $CORDON_HOME/run/checked}: parsing TOML costs a start more than all the rest that Java does in
 * it. What is kept counts as long as the file is the same by device, inode, size and times, and the
 * program by its build; without it, or when anything about it is odd, the file itself is read. May
 * be removed at any time.
 *
 * <p>INVARIANT: files that are root's are never read by way of what others may write.
 */
final class CheckedFiles {

  /** What is younger may be written again without its times telling. */
  static final long SETTLED_MILLIS = 2_000;

  /** Larger than what the largest file of rules becomes. */
  private static final long MAX_BYTES = 64L << 20;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final String IDENTITY = "unix:dev,ino,size,lastModifiedTime,ctime";

  private final Path folder;
  private final Context context;
  private final @Nullable String build = System.getProperty("cordon.app");

  CheckedFiles(Context context) {
    this.context = context;
    this.folder = context.state().resolve("run/checked");
  }

  /**
   * One kind of file.
   *
   * @param <T> what such a file says
   */
  interface Kind<T> {
    /** Tells it from other kinds. */
    String name();

    /** Reads one; {@code source} is what a person calls it. */
    T parse(String text, String source) throws ConfigException;

    /** What is kept of it. */
    byte[] pack(T said);

    /** What was kept. */
    T unpack(byte[] packed, String source) throws Unpacker.MalformedException;
  }

  /**
   * What {@code file} says.
   *
   * @param maxBytes size of the largest file that is read
   * @throws ConfigException when it says something wrong
   * @throws SetupException when it cannot be read
   */
  <T> T read(Path file, long maxBytes, Kind<T> kind) throws ConfigException, SetupException {
    String identity = build == null ? null : identity(file);
    Path place = folder.resolve(Sha256.hash((kind.name() + file).getBytes(StandardCharsets.UTF_8)));
    if (identity != null) {
      T kept = kept(place, identity, file, kind);
      if (kept != null) {
        return kept;
      }
    }
    T said = kind.parse(Configuration.read(file, maxBytes), file.toString());
    if (identity != null && identity.equals(identity(file))) {
      keep(place, heading(kind, file, identity), kind.pack(said));
    }
    return said;
  }

  /** Null when it cannot be told, or when the file is too young for it to be relied upon. */
  private @Nullable String identity(Path file) {
    try {
      Map<String, Object> found = new TreeMap<>(Files.readAttributes(file, IDENTITY));
      return found.get("ctime") instanceof FileTime changed && isSettled(changed)
          ? found.toString()
          : null;
    } catch (IOException | UnsupportedOperationException unknown) {
      return null;
    }
  }

  private boolean isSettled(FileTime changed) {
    Instant settled = changed.toInstant().plusMillis(SETTLED_MILLIS);
    return settled.isBefore(context.clock().instant());
  }

  private String heading(Kind<?> kind, Path file, String identity) {
    return String.join("\n", String.valueOf(build), kind.name(), file.toString(), identity);
  }

  private <T> @Nullable T kept(Path place, String identity, Path file, Kind<T> kind) {
    try {
      if (!Files.isRegularFile(place) || Files.size(place) > MAX_BYTES) {
        return null;
      }
      Unpacker unpacker = new Unpacker(Files.readAllBytes(place));
      String heading = unpacker.text();
      int sum = unpacker.number();
      byte[] packed = unpacker.bytes();
      boolean same = heading.equals(heading(kind, file, identity)) && sum == sum(packed);
      return same && unpacker.isAtEnd() ? kind.unpack(packed, file.toString()) : null;
    } catch (IOException | Unpacker.MalformedException none) {
      return null;
    }
  }

  /** A crash may leave a file of the right length without its content. */
  private static int sum(byte[] packed) {
    CRC32 sum = new CRC32();
    sum.update(packed);
    return (int) sum.getValue();
  }

  /** Nothing but time is lost when that fails. */
  private void keep(Path place, String heading, byte[] packed) {
    byte[] bytes = new Packer().text(heading).number(sum(packed)).bytes(packed).bytes();
    try {
      Files.createDirectories(folder, OWNER_ONLY);
      Path fresh = folder.resolve("new." + ProcessHandle.current().pid());
      Files.write(fresh, bytes);
      Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UnsupportedOperationException full) {
      return;
    }
  }
}
