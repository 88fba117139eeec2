package dev.cordon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files of a working tree a command of git's configuration starts. */
final class GitCommandTest {
  private Path tree;
  private GitScope scope;

  @BeforeEach
  void aWorkingTree(@TempDir Path folder) throws IOException {
    tree = Files.createDirectory(folder.toRealPath().resolve("tree"));
    Files.createDirectories(tree.resolve("tools"));
    for (String name : List.of("x", "tools/x", "tools/my x", "git-lfs", "clean")) {
      Files.writeString(tree.resolve(name), "");
      Files.setPosixFilePermissions(
          tree.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.writeString(tree.resolve("tools/text"), "");
    Files.createSymbolicLink(folder.toRealPath().resolve("link"), tree.resolve("x"));
    scope = new GitScope(tree.resolve("home"), List.of(tree), GitConfig.EMPTY);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '´',
      value = {
        "./x → x",
        "tools/x → tools/x",
        "TREE/x → x",
        "../link → ../link",
        "tools/x --long ; true → tools/x",
        "tools/my x → tools/my x",
        "'TREE/tools/my x' --wait → tools/my x",
        "'tools/x' %f → tools/x",
        "sh x → x",
        "/usr/bin/env -i A=b timeout 5 sh -e tools/x → tools/x",
        "sh -c 'cd tools && ./x' → x",
        "sh -c \"tools/x $1\" → tools/x",
        "true | tools/x → tools/x",
        "\"$(git rev-parse --show-toplevel)/tools/x\" → tools/x",
        "$HOME/../tools/x → ",
        "ssh -F ./tools/text → tools/text",
        "node --require=./tools/text → tools/text",
        "!ssh -F ./tools/text → ",
        "!time ./tools/x → tools/x",
        "!f() { ./tools/x; }; f → tools/x",
        "absent/tool → absent/tool",
        "!sh ./absent → absent",
        "TREE/absent → absent",
        // Not files of the working tree.
        "git-lfs clean -- %f → ",
        "sed s/a/b/ → ",
        "sed 's/a/b/' → ",
        "cat tools/absent → ",
        "code --wait . → ",
        "cd ./tools → ",
        "./ → ",
        "/usr/bin/env → ",
        "/absent/x → ",
        "../absent → ",
        "~/x → home/x",
        "true → ",
        "' → ",
        "\" \" → ",
      })
  void startsFiles(String value, @Nullable String expected) {
    List<Guard> guards = GitCommand.guards(value.replace("TREE", tree.toString()), tree, scope);
    assertThat(guards.stream().map(Guard::path).distinct().toList())
        .isEqualTo(expected == null ? List.of() : List.of(tree.resolve(expected).normalize()));
    assertThat(guards).allMatch(guard -> guard.absent() == Guard.Absent.FILE);
  }

  @Test
  void whatNoCommandNamesCostsNothing() {
    GitConfig config =
        GitConfig.parse(
            "[core]\n bare = false\n[remote \"o\"]\n url = ../tools/x\n[alias]\n st = status\n",
            tree,
            tree);
    assertThat(config).isEqualTo(GitConfig.EMPTY);
  }
}
