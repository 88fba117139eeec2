package dev.cordon.cli;

import dev.cordon.session.Report;
import dev.cordon.session.Roots;
import dev.cordon.session.SetupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Where {@code --report} goes. Opened before anything runs, so that nothing runs when it could not
 * be written; emptied and written through the same descriptor afterwards.
 *
 * <p>INVARIANT: a command that puts a link in its place, now or in an earlier session, does not
 * choose what is overwritten.
 */
final class ReportFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final boolean made;
  private boolean written;

  private ReportFile(Path path, FileChannel channel, boolean made) {
    this.path = path;
    this.channel = channel;
    this.made = made;
  }

  static ReportFile open(Path path, Roots roots) throws SetupException {
    try {
      boolean inside = isInside(path.toAbsolutePath().normalize(), roots);
      Path folder = path.toAbsolutePath().resolveSibling("").toRealPath();
      if (inside && !isInside(folder, roots)) {
        throw new SetupException(
            "the folder of the report " + path + " is a link out of the workspace",
            "name " + folder + " itself if you mean it");
      }
      if ((inside || isInside(folder, roots)) && Files.isSymbolicLink(path)) {
        throw new SetupException(
            "the report " + path + " is a symbolic link in the workspace", "remove the link");
      }
      Path name = path.getFileName();
      Path real = name == null ? folder : folder.resolve(name);
      boolean made = !Files.exists(real);
      Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Set<OpenOption> unlinked =
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      boolean guarded = isInside(folder, roots);
      return new ReportFile(real, FileChannel.open(real, guarded ? unlinked : options), made);
    } catch (IOException refused) {
      throw new SetupException(
          "cannot write the report " + path + ": " + Main.reason(refused),
          "name a file in a folder that you may write to");
    }
  }

  void write(Report report) throws IOException {
    byte[] text = (report.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
    written = true;
    if (channel.size() > 0) {
      channel.truncate(0);
    }
    ByteBuffer left = ByteBuffer.wrap(text);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  /** Leaves no empty file behind when nothing ran. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (made && !written) {
      Files.deleteIfExists(path);
    }
  }

  private static boolean isInside(Path path, Roots roots) {
    for (Path root : roots.writable()) {
      if (path.startsWith(root)) {
        return true;
      }
    }
    return false;
  }
}
