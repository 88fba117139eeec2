package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutingKeysTest {
  @TempDir Path folder;

  /** A configuration as git reads it, and the key git finds in it. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [core]@ fsmonitor = x                            | core.fsmonitor
          [core] fsmonitor = x                             | core.fsmonitor
          [core] fsmonitor = "x]"                          | core.fsmonitor
          [a "]"] fsmonitor = x                            | a.].fsmonitor
          [a "\\"]"] x = 1@[core] sshCommand = y           | core.sshcommand
          [a][core] hooksPath = /x                         | core.hookspath
          [CORE] FSMonitor=x                               | core.fsmonitor
          [core]@#c@;d@@ pager=x                           | core.pager
          [alias]@ st = "!touch x"                         | alias.st
          [filter "lfs"]@ smudge = x                       | filter.lfs.smudge
          [filter "lfs"]@ process = x                      | filter.lfs.process
          [diff "x"]@ textconv = x                         | diff.x.textconv
          [merge "x"]@ driver = x                          | merge.x.driver
          [credential]@ helper = !x                        | credential.helper
          [gpg]@ program = x                               | gpg.program
          [gpg "ssh"]@ defaultKeyCommand = x               | gpg.ssh.defaultkeycommand
          [include]@ path = /x                             | include.path
          [includeIf "gitdir:/"]@ path = /none             | includeif.gitdir:/.path
          [submodule "s"]@ update = !x                     | submodule.s.update
          [pager]@ log = x                                 | pager.log
          [interactive]@ diffFilter = x                    | interactive.difffilter
          [protocol "ext"]@ allow = always                 | protocol.ext.allow
          [remote "o"]@ uploadpack = x                     | remote.o.uploadpack
          [core] ; ]@ askPass = x                          | core.askpass
          [sendemail]@ sendmailCmd = x                     | sendemail.sendmailcmd
          [sendemail "me"]@ sendmailCmd = x                | sendemail.me.sendmailcmd
          [sendemail]@ smtpServer = /x                     | sendemail.smtpserver
          [sendemail]@ smtpServerOption = -Cx              | sendemail.smtpserveroption
          [sendemail]@ toCmd = x                           | sendemail.tocmd
          [sendemail "me"]@ ccCmd = x                      | sendemail.me.cccmd
          [sendemail]@ headerCmd = x                       | sendemail.headercmd
          [diff]@ guitool = ../../x                        | diff.guitool
          [mergetool "vimdiff"]@ layout = `x`              | mergetool.vimdiff.layout
          [instaweb]@ modulePath = /x                      | instaweb.modulepath
          [rebase]@ instructionFormat = %s%nexec x         | rebase.instructionformat
          [svn]@ authorsProg = x                           | svn.authorsprog
          [gui]@ diffopts = x                              | gui.diffopts
          [core]@ virtualFilesystem = x                    | core.virtualfilesystem
          [hook "x"]@ command = x                          | hook.x.command
          [some]@ futureCommand = x                        | some.futurecommand
          [alias]@ r = rebase --exec x main                | alias.r
          [alias]@ b = bisect run x                        | alias.b
          [alias]@ d = "difftool" -x x                     | alias.d
          [alias]@ g = grep -Ox y                          | alias.g
          [alias]@ p = --exec-path=/x pull                 | alias.p
          """)
  void whatGitWouldExecuteIsSeen(String config, String key) throws IOException {
    String text = config.replace('@', '\n');

    assertThat(git(text)).contains(key);
    assertThat(ExecutingKeys.in(text)).isTrue();
  }

  @Test
  void aByteOrderMarkHidesNothing() throws IOException {
    byte[] text = "\uFEFF[core] fsmonitor = x".getBytes(StandardCharsets.UTF_8);

    assertThat(git(new String(text, StandardCharsets.UTF_8))).contains("core.fsmonitor");
    assertThat(ExecutingKeys.in(new String(text, StandardCharsets.ISO_8859_1))).isTrue();
  }

  @Test
  void whatGitWritesForANewRepositoryIsHarmless() throws IOException {
    Programs.command("git", "init", "-q", folder.resolve("new").toString()).run().succeeded();
    Programs.command(
            "git", "-C", folder + "/new", "remote", "add", "origin", "https://example.org/x")
        .run()
        .succeeded();

    assertThat(ExecutingKeys.in(Files.readString(folder.resolve("new/.git/config")))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[core]\n bare = false\n",
        "# fsmonitor = x\n[core]\n; editor = y\n",
        "[user]\n name = editor\n email = a@b\n",
        "[alias]\n st = status\n lg = log --graph --oneline -n 5\n",
        "[core]\n quotePath = false\n[advice]\n ignoredHook = false\n",
        "[sendemail]\n to = list@example.org\n smtpUser = a\n smtpServerPort = 25\n",
        "[submodule \"s\"]\n update = rebase\n",
        "[extensions]\n worktreeConfig = true\n",
        "[filter \"lfs\"]\n clean = git-lfs clean -- %f\n process = git-lfs filter-process\n",
        "[remote \"origin\"]\n gh-resolved = base\n promisor = true\n"
      })
  void whatExecutesNothingIsLeftAlone(String config) {
    assertThat(ExecutingKeys.in(config)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "exec make,true",
    "x make,true",
    "x\tmake,true",
    "  exec make,true",
    "pick 123 exec make,false",
    "# exec make,false",
    "break,false"
  })
  void stepsOfARebaseThatExecuteAreSeen(String line, boolean executes) {
    assertThat(ExecutingKeys.inTodo("pick 1 a\n" + line + "\n")).isEqualTo(executes);
  }

  private String git(String config) throws IOException {
    Path file = folder.resolve("config");
    Files.writeString(file, config);
    return Programs.run(
            "git", "config", "--no-includes", "--file", file.toString(), "--list", "--name-only")
        .succeeded()
        .stdout();
  }
}
