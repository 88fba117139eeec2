package dev.cordon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A machine in a folder for the launcher: a checkout with the real launcher and two stub modules, a
 * {@code PATH} of chosen programs, a stub JDK and a stub Maven that count and show what they are
 * asked to do. Everything runs as an ordinary user. Its path has a space and a quote in it.
 */
final class LauncherRoom implements AutoCloseable {

  /** What the launcher may call besides the programs under test. */
  private static final List<String> TOOLS =
      List.of(
          "cat chmod cp cut date env find flock grep head id mkdir mktemp mv readlink rm sed sh"
              .concat(" sha256sum sort tail timeout touch")
              .split(" "));

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "maven: $*" >>"$ROOM/maven.log"
      echo "options: ${JAVA_TOOL_OPTIONS-none}" >>"$ROOM/maven.log"
      if grep -q BROKEN cli/src/main/java/Main.java; then
        echo '[ERROR] Main.java:1 does not compile'
        exit 1
      fi
      mkdir -p cli/target/dependency sandbox/target/native
      cp "${JAR:-cli/src/main/java/Main.java}" cli/target/cordon-cli-0.jar
      echo library >cli/target/dependency/library.jar
      printf '#!/bin/sh\\necho stage "$1" "$3"; shift 3; exec "$@"\\n' >sandbox/target/native/cordon-stage
      chmod +x sandbox/target/native/cordon-stage
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      for a; do
        case $a in
          -XX:AOTCacheOutput=*) echo cache >"${a#*=}"; exit ;;
          -Xbootclasspath/a:*) echo "main: $(cat "$(echo "$a" | cut -d: -f2)")" ;;
        esac
        printf 'arg: %s\\n' "$a"
      done
      echo "options: ${JAVA_TOOL_OPTIONS-none}"
      echo "locale: ${LC_ALL-none}"
      echo "key: ${key-none}"
      exit ${STUB_EXIT:-0}
      """;

  private final OrdinaryUser user = OrdinaryUser.create();
  final Path root = user.home().resolve("it's a room");
  final Path checkout = root.resolve("checkout");
  final Path bin = root.resolve("bin");
  final Path jdk = root.resolve("jdk");
  final Path home = root.resolve("home");
  private final Map<String, String> environment = new HashMap<>();

  LauncherRoom() throws IOException {
    write(checkout.resolve("pom.xml"), "<project/>");
    write(checkout.resolve("cli/pom.xml"), "<project/>");
    write(checkout.resolve("cli/src/main/java/Main.java"), "version 1");
    write(checkout.resolve("cli/src/test/java/MainTest.java"), "test");
    write(checkout.resolve("sandbox/pom.xml"), "<project/>");
    Files.copy(Path.of("../cordon"), checkout.resolve("cordon"));
    for (String tool : TOOLS) {
      link(tool);
    }
    script(bin.resolve("mvn"), MAVEN);
    script(bin.resolve("cc"), "#!/bin/sh\n");
    script(bin.resolve("bwrap"), "#!/bin/sh\n");
    stubJdk(jdk, "25.0.3");
    Files.createDirectories(home);
    environment.put("PATH", bin.toString());
    environment.put("HOME", home.toString());
    environment.put("ROOM", root.toString());
    environment.put("CORDON_JAVA_HOME", jdk.toString());
    environment.put("LC_ALL", "C.UTF-8");
    user.own(root);
  }

  /** Puts a program of the real machine on the restricted path. */
  void link(String tool) throws IOException {
    Files.createDirectories(bin);
    Files.createSymbolicLink(bin.resolve(tool), Programs.require(tool));
  }

  void stubJdk(Path folder, String version) throws IOException {
    write(
        folder.resolve("release"),
        "JAVA_RUNTIME_VERSION=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    write(folder.resolve("lib/modules"), "");
    script(folder.resolve("bin/java"), JAVA);
    script(folder.resolve("bin/javac"), "#!/bin/sh\n");
  }

  Path cordonHome() {
    return home.resolve(".cordon");
  }

  /** Sets a variable for all launches. */
  void set(String name, String value) {
    environment.put(name, value);
  }

  /** Removes a variable for all launches. */
  void unset(String name) {
    environment.remove(name);
  }

  /** A launch of this room's checkout, in the room, as the ordinary user. */
  Invocation launch(String... arguments) {
    return launcher(checkout.resolve("cordon"), arguments);
  }

  /** A launch by another path. */
  Invocation launcher(Path launcher, String... arguments) {
    Stream<String> command = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments));
    return Programs.command(user.command(command.toList())).in(root).withOnly(environment);
  }

  /** A launch as whoever runs the tests, behind a command that changes the machine. */
  Invocation launchBehind(List<String> prefix, String... arguments) {
    Stream<String> command =
        Stream.of(prefix.stream(), Stream.of(checkout + "/cordon"), Stream.of(arguments))
            .flatMap(part -> part);
    return Programs.command(command.toList()).in(root).withOnly(environment);
  }

  /** How often Maven was asked to build. */
  long builds() throws IOException {
    Path log = root.resolve("maven.log");
    return Files.exists(log)
        ? Files.readAllLines(log).stream().filter(line -> line.startsWith("maven: ")).count()
        : 0;
  }

  /** The folder of the only build there is. */
  Path onlyBuild() throws IOException {
    try (Stream<Path> builds = Files.list(cordonHome().resolve("app"))) {
      List<Path> keys = builds.filter(path -> !path.endsWith("at")).toList();
      assertThat(keys).hasSize(1);
      return keys.getFirst();
    }
  }

  /** Changes a source file as an editor does, in time for any clock. */
  void edit(String file, String content) throws IOException {
    write(checkout.resolve(file), content);
  }

  void write(Path file, String content) throws IOException {
    Path parent = file.getParent();
    assertThat(parent).isNotNull();
    Files.createDirectories(parent);
    Files.writeString(file, content);
    user.own(file);
  }

  void script(Path file, String content) throws IOException {
    write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Gives what a test made in the room to the user. */
  void own(Path path) {
    user.own(path);
  }

  @Override
  public void close() {
    user.close();
  }
}
