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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of configuration, and keeps what they were found to say below {@code
 * $CORDON_HOME/run/checked}, together with their content: parsing TOML costs a start more than all
 * the rest that Java does in it. What is kept counts for the very same content and build; without
 * it, or when anything about it is odd, the file is parsed. May be removed at any time.
 *
 * <p>INVARIANT: files that are root's are never read by way of what others may write.
 */
final class CheckedFiles {

  /** Larger than what is kept of the largest file of rules. */
  private static final long MAX_BYTES = 64L << 20;

  private final Path folder;
  private final @Nullable String build = System.getProperty("cordon.app");

  CheckedFiles(Context context) {
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
    byte[] content = Configuration.bytes(file, maxBytes);
    String heading = String.join("\n", String.valueOf(build), kind.name(), file.toString());
    Path place = folder.resolve(Sha256.hash(heading.getBytes(StandardCharsets.UTF_8)));
    T kept = kept(place, heading, content, file, kind);
    if (kept != null) {
      return kept;
    }
    T said = kind.parse(Configuration.text(content, file), file.toString());
    if (build != null) {
      keep(place, heading, content, kind.pack(said));
    }
    return said;
  }

  private static <T> @Nullable T kept(
      Path place, String heading, byte[] content, Path file, Kind<T> kind) {
    try {
      if (!Files.isRegularFile(place) || Files.size(place) > MAX_BYTES) {
        return null;
      }
      Unpacker unpacker = new Unpacker(Files.readAllBytes(place));
      boolean same = unpacker.text().equals(heading) && Arrays.equals(unpacker.bytes(), content);
      int sum = unpacker.number();
      byte[] packed = unpacker.bytes();
      boolean whole = sum == sum(packed) && unpacker.isAtEnd();
      return same && whole ? kind.unpack(packed, file.toString()) : null;
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
  private void keep(Path place, String heading, byte[] content, byte[] packed) {
    Packer packer = new Packer().text(heading).bytes(content).number(sum(packed)).bytes(packed);
    Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rwx------");
    try {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
      Path fresh = folder.resolve("new." + ProcessHandle.current().pid());
      try {
        Files.write(fresh, packer.bytes());
        Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException | UnsupportedOperationException full) {
      return;
    }
  }
}
