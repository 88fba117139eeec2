package dev.cordon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands run in their turn. */
class InnerTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          sudo -u root rm a                 § [sudo: rm|a]
          sudo -- rm a                      § [sudo: rm|a]
          sudo $x rm a                      § [sudo: …|rm|a]
          doas rm a                         § [doas: rm|a]
          env A=1 -u B nice -n 5 rm a       § [env: A=1 nice|-n|5|rm|a][env>nice: rm|a]
          env A=$x rm a                     § [env: …][env: A=… rm|a]
          env -S 'rm -rf a' b               § [env: rm|-rf|a|b]
          env --split-string='rm a'         § [env: rm|a]
          env -iS '-u A B=1 rm "a b"' c     § [env: B=1 rm|a b|c]
          env -S '-S "rm a"' b              § [env: rm|a|b]
          env -S 'rm $A' b                  § [env: rm|…|b]
          env -S 'a; rm b'                  § [env: a;|rm|b]
          env - A=1 rm a                    § [env: A=1 rm|a]
          timeout -k 5 10 rm a              § [timeout: rm|a]
          nohup setsid stdbuf -oL rm a      § [nohup: setsid|stdbuf|-oL|rm|a][nohup>setsid: stdbuf|-oL|rm|a][nohup>setsid>stdbuf: rm|a]
          xargs -n 1 rm -f                  § [xargs: rm|-f|…]
          xargs -I% rm %.o                  § [xargs: rm|¹.o]
          xargs -I {} sh -c 'rm {}'         § [xargs: sh|-c|rm ¹][xargs>sh: …]
          command rm a                      § [command: rm|a]
          command -v rm                     § ``
          exec rm a                         § [exec: rm|a]
          busybox rm a                      § [busybox: rm|a]
          flock /tmp/l rm a                 § [flock: rm|a]
          flock l -c 'rm a'                 § [flock: rm|a]
          chroot / rm a                     § [chroot: rm|a]
          strace -o x rm a                  § [strace: rm|a]
          /lib64/ld-linux-x86-64.so.2 /bin/rm a § [ld-linux-x86-64.so.2: /bin/rm|a]
          sh -c 'ls; rm a'                  § [sh: ls][sh: rm|a]
          bash -lc "rm $x"                  § [bash: …]
          bash -o pipefail -c 'rm a' b c    § [bash: rm|a]
          bash -c -- 'rm a'                 § [bash: rm|a]
          bash a.sh                         § ``
          bash $x                           § [bash: …]
          sh <<'E'⏎rm a⏎E                   § [sh: rm|a]
          sh <<E⏎rm $x⏎E                    § [sh: … <<rm ¹⏎]
          bash - <<E⏎rm a⏎E                 § [bash: rm|a]
          bash /dev/stdin <<E⏎rm a⏎E        § [bash: rm|a]
          bash <<< 'rm a'                   § [bash: rm|a]
          zsh -c 'ls; rm a'                 § [zsh: ls][zsh: rm|a]
          ksh -c 'rm a'                     § [ksh: rm|a]
          sh -c "sh -c 'rm a'"              § [sh: sh|-c|rm a][sh>sh: rm|a]
          eval rm a                         § [eval: rm|a]
          eval "rm a; ls"                   § [eval: rm|a][eval: ls]
          eval "$x"                         § [eval: …]
          trap 'rm a' EXIT                  § [trap: rm|a]
          trap - EXIT                       § ``
          find . -name x -exec rm {} \\;     § [find: rm|¹]
          find . -exec rm -f {} +           § [find: rm|-f|¹]
          find . -exec ls \\; -ok rm a{}b \\; § [find: ls][find: rm|a¹b]
          ssh -p 22 h rm -rf a              § [ssh: rm|-rf|a]
          ssh h 'ls; rm a'                  § [ssh: ls][ssh: rm|a]
          ssh h                             § ``
          ssh -o ProxyCommand='rm a' h      § [ssh: rm|a]
          ssh -oProxyCommand='rm a' h       § [ssh: rm|a]
          ssh h -p 22 rm a                  § [ssh: rm|a]
          ssh -o 'proxycommand rm a' h      § [ssh: rm|a]
          docker exec -u a c rm b           § [docker: rm|b]
          docker run --entrypoint rm i -f   § [docker: rm|-f]
          kubectl exec p -c c -- rm a       § [kubectl: rm|a]
          npx -y rm a                       § [npx: rm|a]
          make CC='rm a'                    § [CC: rm|a]
          tar cIf 'rm a' b c                § [tar: rm|a]
          watch -n 1 rm a                   § [watch: rm|a]
          watch 'ls; rm a'                  § [watch: ls][watch: rm|a]
          parallel -j 4 rm {} ::: a b       § [parallel: rm|¹|…]
          git clone --upload-pack='rm a' b  § [git: rm|a]
          git clone -u 'rm a' b             § [git: rm|a]
          git -c core.sshCommand='rm a' pull § [git: rm|a]
          git -c alias.x='!rm a' x          § [git: rm|a]
          git -c alias.x=push x -f a        § [git: git|push|-f|a]
          git -c alias.x='a "b c"' x $d     § [git: git|a|b c|…]
          git -c alias.x='!rm' x 'a;b' "$c" § [git: rm|a;b|¹]
          git -c user.name=a log            § ``
          git -c "$x" log                   § [git: …]
          git bisect run rm a               § [git: rm|a]
          git submodule foreach 'rm a'      § [git: rm|a]
          git rebase -x 'rm a' main         § [git: rm|a]
          git filter-branch --tree-filter 'rm a' § [git: rm|a]
          git grep -Orm x                   § [git: rm]
          git commit -m "$x"                § ``
          tar cf a --checkpoint-action=exec='rm a' b § [tar: rm|a]
          tar xf a --to-command 'rm a'      § [tar: rm|a]
          rsync -e 'rm a' b c               § [rsync: rm|a]
          man -P 'rm a' ls                  § [man: rm|a]
          rg --pre 'rm a' b                 § [rg: rm|a]
          sort --compress-program='rm a' b  § [sort: rm|a]
          su -c 'rm a' root                 § [su: rm|a]
          PAGER='rm a' git log              § [PAGER: rm|a]
          export GIT_SSH_COMMAND='rm a'     § [GIT_SSH_COMMAND: rm|a]
          EDITOR="$x" git commit            § [EDITOR: …]
          echo rm a                         § ``
          SUDO RM a                         § [sudo: RM|a]
          """)
  void whatACommandRuns(String script, String inner) {
    Reading reading = Shell.read(script.replace('⏎', '\n'), Dialect.BASH);
    assertThat(Shown.of(reading).replace('\n', '⏎')).isEqualTo(first(reading) + inner);
  }

  private static String first(Reading reading) {
    Command command = ((Reading.Understood) reading).commands().getFirst();
    return Shown.of(new Reading.Understood(List.of(command), List.of())).replace('\n', '⏎');
  }

  @Test
  void aShellThatIsFedRunsWhatIsNotKnown() {
    assertThat(Shown.of(Shell.read("echo rm | sh", Dialect.BASH)))
        .isEqualTo("[echo|rm][sh][sh: …]");
    assertThat(Shown.of(Shell.read("echo rm | bash -s a", Dialect.BASH)))
        .isEqualTo("[echo|rm][bash|-s|a][bash: …]");
  }

  @Test
  void aTroubleInANestedScriptIsATroubleOfAll() {
    assertThat(Shown.of(Shell.read("ls; sh -c 'rm (' a", Dialect.BASH)))
        .isEqualTo("MALFORMED script ends too early at 4");
    assertThat(Shown.of(Shell.read(List.of("bash", "-c", "rm 'a"))))
        .isEqualTo("MALFORMED quote without an end at 0");
  }

  @Test
  void wrappersAreBounded() {
    assertThat(Shown.of(Shell.read("nice ".repeat(8) + "ls", Dialect.BASH))).endsWith(": ls]");
    assertThat(Shown.of(Shell.read("nice ".repeat(10) + "ls", Dialect.BASH)))
        .isEqualTo("TOO_LARGE more than 8 wrappers around a command at 0");
  }

  @Test
  void anArgumentVectorIsNeverReadAsAScript() {
    assertThat(Shown.of(Shell.read(List.of("ls", "&&", "rm", "$(x)", "a b", ""))))
        .isEqualTo("[ls|&&|rm|$(x)|a b|]");
  }
}
