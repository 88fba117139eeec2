package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A repository's or a person's configuration names a program of the workspace, and a command
 * replaces that program. Git on the host starts it.
 */
final class GitProgramsTest {
  private static final String TOOLS =
      """
      tool() { mkdir -p "$(dirname "$1")"; printf '#!/bin/sh\\ncat\\n' > "$1"; chmod +x "$1"; }
      """;

  @ParameterizedTest(name = "{0} | {2}")
  @CsvSource(
      delimiter = '→',
      value = {
        "tool m/tools/x; made m; g -C m config core.fsmonitor ./tools/x → m → trap_at tools/x → m",
        "tool m/tools/x; made m; g -C m config core.fsmonitor tools/x → m → mkdir n; trap_at n/x; mv tools old; mv n tools → m",
        "tool m/tools/x; made m; g -C m config core.fsmonitor tools/x → m → trap_at n; mv -f n tools/x → m",
        "made m; g -C m config core.fsmonitor tools/x → m → mkdir tools; trap_at tools/x → m",
        "tool m/real/x; ln -s real m/tools; made m; g -C m config core.fsmonitor tools/x → m → trap_at real/x → m",
        "tool m/real; ln -s real m/x; made m; g -C m config core.fsmonitor ./x → m → trap_at real → m",
        "made m; tool m/s/x; g -C m config core.fsmonitor s/x → m/s → trap_at x → m",
        "with_worktree m w; g -C m config core.fsmonitor ./x → w → trap_at x → w",
        "tool m/x; g init -q m; echo '* filter=x' > m/.gitattributes; g -C m config filter.x.clean 'sh x %f' → m → trap_at x → m",
        "tool m/x; g init -q m; echo '* filter=x' > m/.gitattributes; g -C m config filter.x.process './x --long' → m → trap_at x → m",
        "tool m/x; made m; echo '* diff=x' > m/.gitattributes; g -C m config diff.x.textconv 'FROM=a sh ./x' → m → trap_at x → m",
        "tool m/x; made m; g -C m config alias.up '!./x' → m → trap_at x → m; g up",
        "tool m/x; made m; g -C m config alias.up '!cd . && exec \"$(git rev-parse --show-toplevel)/x\" more' → m → trap_at x → m; g up",
        "tool m/x; made m; g -C m config core.editor \"'$PWD/m/x' --wait\" → m → trap_at x → m; g commit -q --allow-empty || true",
        "tool m/x; made m; g -C m config sequence.editor ./x → m → trap_at x → m; g rebase -q -i --root || true",
        "tool m/x; echo exit 1 > m/x; made m; g -C m config core.sshCommand 'sh ./x -v' → m → trap_at x → m; g ls-remote ssh://h/x || true",
        "tool m/x; made m; g -C m config gpg.program ./x → m → trap_at x → m; g commit -q -S --allow-empty -m s || true",
        "tool 'm/my x'; made m; g -C m config gpg.program './my x' → m → trap_at 'my x' → m; g commit -q -S --allow-empty -m s || true",
        "tool m/x; made m; g -C m config credential.helper '!./x' → m → trap_at x → m; printf 'protocol=https\\nhost=h\\n\\n' | GIT_TERMINAL_PROMPT=0 g credential fill || true",
        "tool m/x; made m; printf '[core]\\nfsmonitor = ./x\\n' > inc; g -C m config include.path ../../inc → m → trap_at x → m",
        "tool m/x; made m; printf '[core]\\nfsmonitor = %s/m/x\\n' $PWD > home/.gitconfig → m → trap_at x → m; export GIT_CONFIG_GLOBAL=$HOME/.gitconfig",
        "tool m/x; printf '[core]\\nfsmonitor = %s/m/x\\n' $PWD > home/.gitconfig → m → trap_at x → m; export GIT_CONFIG_GLOBAL=$HOME/.gitconfig; made ../n; cd ../n",
        "tool m/x; made m; ln -s ../../x m/.git/hooks/pre-commit → m → trap_at x → m",
        "made m; ln -s ../../tools/x m/.git/hooks/pre-commit → m → mkdir tools; trap_at tools/x → m",
        "tool m/x; made m; mkdir hooks; ln -s ../m/x hooks/pre-commit; g -C m config core.hooksPath $PWD/hooks → m → trap_at x → m",
        "mkdir -p m/t/hooks; made m; printf '[init]\\ntemplateDir = %s/m/t\\n' $PWD > home/.gitconfig → m → arm t/hooks → m; export GIT_CONFIG_GLOBAL=$HOME/.gitconfig; g init -q ../n; cd ../n",
      })
  void aTrapGoesOffOnlyWithoutTheBoundary(
      String prepare, String root, String attack, String victim) {
    String prepared = TOOLS + prepare;
    assertThat(GitStory.outcome(false, prepared, root, attack, victim)).contains("sprung");
    assertThat(GitStory.outcome(true, prepared, root, attack, victim)).doesNotContain("sprung");
  }

  @Test
  void aNamedProgramStillRunsInside() {
    try (Room room = Room.of(Caller.ROOT).at("m")) {
      room.host(
          GitStory.WORDS
              + TOOLS
              + "tool m/x; g init -q m; echo 'f filter=x' > m/.gitattributes; g -C m config"
              + " filter.x.clean './x'");
      assertThat(room.run("echo 1 > f; git add . && git show :f; echo 2 >> x").err())
          .contains("cannot create x: Read-only file system");
      assertThat(room.run("git show :f").out()).isEqualTo("1\n");
    }
  }

  @Test
  void sourcesThatAnAliasNamesStayWritable() {
    try (Room room = Room.of(Caller.ROOT).at("m")) {
      room.host(
          GitStory.WORDS
              + "made m; mkdir m/src; touch m/src/a m/Makefile; g -C m config alias.t '!make -f"
              + " Makefile && npm test -- ./src/a'");
      room.run("echo x > src/a; echo x > Makefile; mv src s").succeeded();
    }
  }
}
