package dev.cordon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A person without privileges, with a home of their own. When the tests run as root, commands are
 * run as the user {@value #NAME}, made on demand (uid 65534 where no user can be made); otherwise
 * they run as whoever runs the tests. Closing removes the home and what is in it, not the user.
 */
public final class OrdinaryUser implements AutoCloseable {

  /** The login name used when the tests run as root. */
  public static final String NAME = "cordon-test";

  /** User and group "nobody" of every Linux distribution. */
  private static final int NOBODY = 65534;

  private final List<String> prefix;
  private final String owner;
  private final Path home;

  private OrdinaryUser(List<String> prefix, String owner, Path home) {
    this.prefix = prefix;
    this.owner = owner;
    this.home = home;
  }

  /** An ordinary user with a fresh, empty home that others may read. */
  public static OrdinaryUser create() {
    try {
      Path home = Files.createTempDirectory("cordon-home-").toRealPath();
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
      if (!isRoot()) {
        return new OrdinaryUser(List.of(), "", home);
      }
      String uid = id("-u");
      String gid = id("-g");
      List<String> prefix =
          List.of(
              Programs.require("setpriv").toString(),
              "--reuid=" + uid,
              "--regid=" + gid,
              "--clear-groups",
              "--inh-caps=-all",
              "--");
      OrdinaryUser user = new OrdinaryUser(prefix, uid + ":" + gid, home);
      user.own(home);
      return user;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRoot() {
    return Programs.run("id", "-u").succeeded().stdout().strip().equals("0");
  }

  private static String id(String which) {
    if (Programs.run("id", which, NAME).exitCode() != 0) {
      // Two test runs may make the user at once: only what is there afterwards counts.
      Programs.run("useradd", "--system", "--no-create-home", "--shell", "/bin/sh", NAME);
    }
    Result made = Programs.run("id", which, NAME);
    return made.exitCode() == 0 ? made.stdout().strip() : Integer.toString(NOBODY);
  }

  /** The user's home: absolute, real, writable by the user. */
  public Path home() {
    return home;
  }

  /** The command line that runs the given one as this user. */
  public List<String> command(List<String> command) {
    List<String> full = new ArrayList<>(prefix);
    full.addAll(command);
    return List.copyOf(full);
  }

  /** An invocation as this user, in the home, with {@code HOME} set and {@code CORDON_HOME} not. */
  public Invocation invoke(String... command) {
    return Programs.command(command(List.of(command)))
        .in(home)
        .with("HOME", home.toString())
        .with("USER", NAME)
        .without("CORDON_HOME");
  }

  /** Gives a file or a whole directory to the user. Symbolic links are not followed. */
  public Path own(Path path) {
    if (!owner.isEmpty()) {
      Programs.run("chown", "--recursive", "--no-dereference", owner, path.toString()).succeeded();
    }
    return path;
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + home, e);
    }
  }
}
