package dev.cordon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.sandbox.Guard.Absent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a git configuration leads to other files. */
final class GitConfigTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '→',
      value = {
        "[core] hooksPath = .husky → /srv/tree/.husky",
        "[core]\\n\\thooksPath=.husky → /srv/tree/.husky",
        "[CORE]\\nHOOKSPATH = \"my hooks\" → /srv/tree/my hooks",
        "[core]\\nhooksPath = /opt/hooks → /opt/hooks",
        "[core]\\nhooksPath = ../out/./x → /srv/out/x",
        "[core]\\nhooksPath = a ; comment → /srv/tree/a",
        "[core]\\nhooksPath = a # comment → /srv/tree/a",
        "[core]\\nhooksPath = \"a # no comment\" → /srv/tree/a # no comment",
        "[user][core] hooksPath = x → /srv/tree/x",
        "\uFEFF[core]\\nhooksPath = x → /srv/tree/x",
        "[user \"a]b\"] [core]hooksPath = x → /srv/tree/x",
        "[core]\\nhooksPath = ~/hooks → /home/ana/hooks",
        "[include]\\npath = team.inc → /srv/tree/.git/team.inc",
        "[include]\\npath = ../team.inc → /srv/tree/team.inc",
        "[include]\\npath = ~/team.inc → /home/ana/team.inc",
        "[includeIf \"gitdir:~/x/\"]\\npath = x.inc → /srv/tree/.git/x.inc",
        "[includeIf \"onbranch:a]b\"] path = x.inc → /srv/tree/.git/x.inc",
        "[remote \"o\"]\\npath = x → ",
        "# hooksPath = x\\n; [include] path = y → ",
        "[core]\\nhooksPath → ",
        "hooksPath =  → ",
        "[ → ",
        "[core]\\nhooksPath = ~ana/x → ",
      })
  void namesFiles(String text, @Nullable String expected) {
    GitConfig config =
        GitConfig.parse(
            text.replace("\\n", "\n").replace("\\t", "\t"),
            Path.of("/srv/tree/.git"),
            Path.of("/home/ana"));
    List<Path> paths = new ArrayList<>(config.hookDirectories(Path.of("/srv/tree")));
    paths.addAll(config.includes());
    assertThat(paths).isEqualTo(expected == null ? List.of() : List.of(Path.of(expected)));
  }

  /**
   * git continues a value, and no comment; a reader that takes one for the other misses the key.
   */
  @Test
  void aBackslashAtTheEndOfALineIsReadBothWays() {
    assertThat(parsed("[core]\nhooksPath = a\\\nb").hooks()).contains("ab");
    assertThat(parsed("[core]\n# comment \\\nhooksPath = x").hooks()).contains("x");
  }

  /** Its words may be sources, which stay writable; {@link GitCommand} knows by the mark. */
  @Test
  void anAliasOfAGitCommandThatStartsAProgramIsReadAsOneOfAShells() {
    assertThat(parsed("[alias]\nr = rebase --exec ./x\nl = log -- ./y\ns = !./z").commands())
        .containsExactly("!git rebase --exec ./x", "!./z");
  }

  @Test
  void aWorktreesOwnConfigurationIsHeldOnlyWhereGitReadsIt() {
    assertThat(parsed("[extensions]\nworktreeConfig = true").absentWorktreeFile())
        .isEqualTo(Absent.FILE);
    assertThat(parsed("[extensions]\npreciousObjects = true").absentWorktreeFile())
        .isEqualTo(Absent.OPEN);
  }

  @Test
  void includedFilesAreReadTooAndLoopsEnd(@TempDir Path folder) throws IOException {
    Path config = Files.createDirectory(folder.resolve(".git")).resolve("config");
    Files.writeString(config, "[include]\npath = ../a.inc");
    Files.writeString(
        folder.resolve("a.inc"), "[core]\nhooksPath = hooks\n[include]\npath = b.inc");
    Files.writeString(folder.resolve("b.inc"), "[include]\npath = a.inc\npath = absent.inc");
    GitConfig read = GitConfig.read(config, Path.of("/home/ana"));
    assertThat(read.hooks()).containsExactly("hooks");
    assertThat(read.includes())
        .containsExactly(
            folder.resolve("a.inc"), folder.resolve("b.inc"), folder.resolve("absent.inc"));
  }

  private static GitConfig parsed(String text) {
    return GitConfig.parse(text, Path.of("/"), Path.of("/"));
  }
}
