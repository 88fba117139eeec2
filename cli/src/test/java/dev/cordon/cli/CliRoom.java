package dev.cordon.cli;

import dev.cordon.testing.Invocation;
import dev.cordon.testing.OrdinaryUser;
import dev.cordon.testing.Programs;
import dev.cordon.testing.Pty;
import dev.cordon.testing.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A workspace, a home and a {@code $TMPDIR} side by side, and somebody who calls Cordon there. */
final class CliRoom implements AutoCloseable {
  /** How long anything on a terminal may take. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  /** Not {@code /tmp}: a confined command has one of its own. */
  private static final Path PLACE = Path.of("/var/tmp");

  final Path root;
  final Path work;
  final Path home;

  private final Map<String, String> environment = new HashMap<>();
  private final @Nullable OrdinaryUser user;

  private CliRoom(Path root, @Nullable OrdinaryUser user) {
    this.root = root;
    this.work = root.resolve("work");
    this.home = root.resolve("home");
    this.user = user;
  }

  /** A room of whoever runs the tests. */
  static CliRoom create() {
    return furnish(null);
  }

  /** A room of a person without privileges. */
  static CliRoom ofOrdinaryUser() {
    return furnish(OrdinaryUser.create());
  }

  private static CliRoom furnish(@Nullable OrdinaryUser user) {
    try {
      Path root = Files.createTempDirectory(PLACE, "cordon-room-").toRealPath();
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
      CliRoom room = new CliRoom(root, user);
      Files.createDirectory(room.work);
      Files.createDirectory(room.home);
      Path temporary = Files.createDirectory(room.root.resolve("tmp"));
      room.rememberView();
      room.own(room.root);
      room.set("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
      room.set("HOME", room.home.toString());
      room.set("TMPDIR", temporary.toString());
      room.set("LC_ALL", "C.UTF-8");
      return room;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As after a first run: so what follows goes on from a boundary that was begun ahead. */
  private void rememberView() throws IOException {
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(state(), ownerOnly);
    Files.createDirectory(state().resolve("run"), ownerOnly);
    Files.copy(BuiltProgram.folder().resolve("train/home/run/view"), state().resolve("run/view"));
  }

  /** Sets a variable for what is called from now on. */
  void set(String name, String value) {
    environment.put(name, value);
  }

  void unset(String name) {
    environment.remove(name);
  }

  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  Path state() {
    return home.resolve(".cordon");
  }

  /** Gives a file to the person in the room. */
  Path own(Path path) {
    return user == null ? path : user.own(path);
  }

  /** A file in the workspace. */
  Path file(String name, String text) {
    return write(work.resolve(name), text);
  }

  Path write(Path file, String text) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, text);
      own(root);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A call of Cordon in the workspace. */
  Invocation invoke(String... arguments) {
    List<String> command = new ArrayList<>(List.of(BuiltProgram.cordon().toString()));
    command.addAll(List.of(arguments));
    return program(command);
  }

  /** Cordon's result in the workspace. */
  Result cordon(String... arguments) {
    return invoke(arguments).run();
  }

  /** Any program in the workspace. */
  Invocation program(List<String> command) {
    return Programs.command(as(command)).in(work).withOnly(environment);
  }

  /** A script of {@code sh} in which {@code cordon} is Cordon. */
  Invocation shell(String script) {
    return program(
        List.of("sh", "-c", "cordon() { " + BuiltProgram.cordon() + " \"$@\"; }\n" + script));
  }

  /** Cordon on a terminal. */
  Pty terminal(String... arguments) {
    List<String> command = new ArrayList<>(List.of(BuiltProgram.cordon().toString()));
    command.addAll(List.of(arguments));
    return terminal(command);
  }

  /** Any program on a terminal. */
  Pty terminal(List<String> command) {
    return Pty.start(as(command), work, environment);
  }

  private List<String> as(List<String> command) {
    return user == null ? command : user.command(command);
  }

  /** What the journal says, one JSON object a line. */
  List<Map<String, Object>> journal(String... flags) {
    List<String> arguments = new ArrayList<>(List.of("log", "--json"));
    arguments.addAll(List.of(flags));
    String lines = cordon(arguments.toArray(new String[0])).succeeded().stdout();
    return lines.lines().map(JsonText::object).toList();
  }

  @Override
  public void close() {
    Programs.run("chmod", "-R", "u+rwX", root.toString());
    Programs.run("rm", "-rf", "--one-file-system", root.toString()).succeeded();
    if (user != null) {
      user.close();
    }
  }
}
