package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a known-safe read; judged under {@code untrusted}, where only those run. */
class KnownSafeTest {

  private static final String ALLOWED = "allow | known-safe | known-safe read";
  private static final String UNLISTED =
      "ask | null | not a known-safe read; approval policy untrusted asks";

  private static String judged(String command) {
    return Scene.line(Scene.run("workspace-write", "untrusted", command.split(" ", -1)));
  }

  private static String script(String script) {
    return Scene.line(Scene.run("workspace-write", "untrusted", "sh", "-c", script));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat a",
        "cd a",
        "cut -c1 a",
        "echo a",
        "expr 1 + 1",
        "false",
        "grep -n a src",
        "head a",
        "id",
        "ls -la",
        "nl a",
        "numfmt 1",
        "paste a b",
        "pwd",
        "rev a",
        "seq 3",
        "stat a",
        "tac a",
        "tail -5 a",
        "tr a b",
        "true",
        "uname -a",
        "uniq",
        "uniq a",
        "uniq -c a",
        "wc -l a",
        "which ls",
        "whoami",
        "/bin/ls",
        "/usr/bin/cat a",
        "base64 a",
        "base64 -d a",
        "base64 --decode a",
        "base64 -w0 a",
        "find . -name a",
        "find src -type f -newer a -print",
        "rg a",
        "rg -n a src",
        "rg --files",
        "rg --pretty a",
        "sed -n 1p a",
        "sed -n 10,20p a",
        "sed -n 1,2p",
        "git status",
        "git status --short",
        "git log --oneline -5",
        "git diff HEAD~1",
        "git show HEAD",
        "git --no-pager log",
        "git branch",
        "git branch --list",
        "git branch -l",
        "git branch -a",
        "git branch --all",
        "git branch -r",
        "git branch --remotes",
        "git branch -v",
        "git branch -vv",
        "git branch --verbose",
        "git branch --show-current",
        "git branch --format=%(refname)"
      })
  void readsRunWithoutAsking(String command) {
    assertThat(judged(command)).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cargo check",
        "curl http://localhost",
        "node a.js",
        "tee a",
        "touch a",
        "awk 1 a",
        "env",
        "xargs cat",
        "sh a.sh",
        "make",
        "printenv",
        "less a",
        "more a",
        "sort a",
        "tree",
        "dd",
        "uniq a b",
        "uniq -c a b",
        "uniq -- a b",
        "base64 -o out a",
        "base64 -oout a",
        "base64 --output out a",
        "base64 --output=out a",
        "base64 --out=x a",
        "base64 -do out a",
        "find . -execdir a ;",
        "find . -ok a ;",
        "find . -okdir a ;",
        "find . -fls out",
        "find . -fprint out",
        "find . -fprint0 out",
        "find . -fprintf out %p",
        "rg --pre ./run a",
        "rg --pre=./run a",
        "rg --hostname-bin ./run a",
        "rg --hostname-bin=./run a",
        "rg --search-zip a",
        "rg -z a",
        "rg -nz a",
        "sed -n p a",
        "sed -n 1,p a",
        "sed -n ,2p a",
        "sed -n 1,2w a",
        "sed -n 1e a",
        "sed 1p a",
        "sed -i 1p a",
        "sed -n 1p -i",
        "sed -n 1p a b",
        "sed -n -e 1p",
        "sed -n 1p;w a",
        "sed -n",
        "sed -n 1pw a",
        "sed -n $p a",
        "git -c core.pager=./run log",
        "git -ccore.pager=./run log",
        "git -C .. log",
        "grep -rn a src",
        "grep -r password ..",
        "grep -R password /home/ana",
        "rg --hidden a",
        "git diff --no-index a b",
        "git --exec-path=. log",
        "git --git-dir=. log",
        "git -p log",
        "git --namespace=a log",
        "git --paginate log",
        "git --super-prefix=a log",
        "git --work-tree=. log",
        "git",
        "git --no-pager",
        "git commit",
        "git push",
        "git checkout a",
        "git fetch",
        "git stash",
        "git config -l",
        "git grep a",
        "git blame a",
        "git diff --output=a",
        "git diff --output a",
        "git diff --outp=a",
        "git diff --o=a",
        "git diff --ext-diff",
        "git diff --ext",
        "git log --textconv",
        "git log --textc",
        "git show --exec=a",
        "git log --output=a",
        "git status --output=a",
        "git branch topic",
        "git branch -m a b",
        "git branch --list a",
        "git branch -a topic",
        "git branch --format",
        "git branch --edit-description",
        "git branch -u a"
      })
  void everythingElseAsks(String command) {
    assertThat(judged(command)).isEqualTo(UNLISTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "./ls",
        "/tmp/ls",
        "bin/ls",
        "../ls",
        "/home/ana/project/ls",
        "/usr/local/bin/ls",
        "/bin/../tmp/ls",
        "//bin/ls",
        "/bin//ls",
        "/usr/bin/./ls",
        "LS",
        "Ls",
        "/bin/LS",
        "/BIN/ls",
        "ls ",
        " ls",
        "ls\n",
        "",
        "/",
        "/bin/",
        "l\u0455"
      })
  void aProgramThatOnlyLooksLikeOneOnTheListAsks(String program) {
    assertThat(Scene.line(Scene.run("workspace-write", "untrusted", program))).isEqualTo(UNLISTED);
    assertThat(Scene.line(Scene.run("workspace-write", "untrusted", program, "a")))
        .isEqualTo(UNLISTED);
  }

  @Test
  void aShellFromElsewhereIsJudgedBesideItsScript() {
    Verdict verdict = Scene.run("workspace-write", "untrusted", "/tmp/sh", "-c", "ls");

    assertThat(Scene.line(verdict)).isEqualTo(UNLISTED);
    assertThat(verdict.segments()).hasSize(2);
    assertThat(Scene.line(Scene.run("workspace-write", "untrusted", "./sh", "-c", "ls")))
        .isEqualTo(UNLISTED);
    assertThat(Scene.line(Scene.run("workspace-write", "untrusted", "/bin/sh", "-c", "ls")))
        .isEqualTo(ALLOWED);
  }

  @Test
  void nothingIsKnownSafeWhereTheSystemsProgramsAreWritable() {
    Settings settings = Scene.settings("workspace-write", "untrusted");
    for (String root : List.of("/usr", "/usr/bin", "/usr/bin/sub", "/")) {
      assertThat(
              Scene.line(
                  Policy.decide(
                      settings,
                      Scene.profile(settings, Path.of(root)),
                      new Action.Run(List.of("/usr/bin/ls")),
                      Scene.AROUND)))
          .as(root)
          .isEqualTo(UNLISTED);
      assertThat(KnownSafe.canBeReplaced(List.of(Path.of(root)))).as(root).isTrue();
    }
    assertThat(KnownSafe.canBeReplaced(List.of(Path.of("/srv"), Path.of("/usr/share")))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat .env",
        "cat ./.env",
        "cat a/../.env",
        "cat .ENV",
        "cat .env.local",
        "head -c9 .env",
        "grep -f.env a",
        "grep --file=.env a",
        "git show HEAD:.env",
        "cat /home/ana/.ssh/id_ed25519",
        "cat ~/.ssh/config",
        "ls /home/ana/.aws",
        "tail deploy.pem",
        "cat /proc/1/environ",
        "cat /proc/self/environ",
        "cat /etc/shadow",
        "base64 server.key",
        "cat /home/ana/.config/gh/hosts.yml",
        "cat ../.config/gh/hosts.yml",
        "wc /home/ana/.netrc",
        "cat /proc/self/root" + "/home/ana/.codex/auth.json",
        "cat ../x/../.docker/config.json",
        "rg password ..",
        "find / -name id_rsa",
        "find /home/ana/.config -type f",
        "sed -n 1p .env",
        "cd /home/ana/.ssh",
        "cat .git-credentials",
        "cat .dev.vars",
        "cat /home/ana/.config/rclone/rclone.conf",
        "cat credentials.json"
      })
  void aReadThatNamesASecretPathAsks(String command) {
    assertThat(judged(command))
        .startsWith("ask | secret-path | names a secret path (")
        .endsWith("); approval policy untrusted asks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat environment.ts",
        "cat src/keys.c",
        "cat sshd.md",
        "ls config",
        "ls /home/ana/.config",
        "cat shadow",
        "cat aws.md",
        "grep token src",
        "cat docs/env.md",
        "cat key",
        "cat .npmignore"
      })
  void aReadOfAnOrdinaryFileDoesNotAsk(String command) {
    assertThat(judged(command)).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cd /etc && cat shadow",
        "cd /etc; cat shadow",
        "cd /; cd etc; cat shadow",
        "cd /home/ana/.config && cat gh/hosts.yml",
        "cd .. ; cat .config/gh/hosts.yml",
        "cd && cat .docker/config.json",
        "cd -P /etc && cat shadow",
        "cd -- /etc && cat shadow",
        "cd src || cd /etc; cat shadow"
      })
  void aReadIsSeenFromWhereTheScriptStands(String script) {
    assertThat(script(script)).startsWith("ask | secret-path | names a secret path (");
  }

  @Test
  void whereNobodyKnowsTheDirectoryReadsAsk() {
    String unknown = "ask | null | reads in a directory not known; approval policy untrusted asks";

    assertThat(script("cd - && cat a")).isEqualTo(unknown);
    assertThat(script("cd +1 && cat a")).isEqualTo(unknown);
    assertThat(script("cd a b && cat a")).isEqualTo(unknown);
    assertThat(script("cd a; cd b; cd c; cd d; cat a")).isEqualTo(ALLOWED);
    assertThat(script("cd a; cd b; cd c; cd d; cd e; cat a")).isEqualTo(unknown);
    assertThat(script("cd src && cat a && cd .. && ls")).isEqualTo(ALLOWED);
  }

  @Test
  void gitAfterACdIsGitInAnotherDirectory() {
    assertThat(script("cd vendor && git status"))
        .isEqualTo("ask | null | git in another directory; approval policy untrusted asks");
    assertThat(script("git status && cd vendor")).isEqualTo(ALLOWED);
  }

  @Test
  void aLinkIsJudgedByItsNameSinceThePolicyLooksAtNoFile() {
    assertThat(judged("cat notes-that-link-to-a-key")).isEqualTo(ALLOWED);
    assertThat(judged("cat id_rsa")).startsWith("ask | secret-path | names a secret path (id_rsa)");
  }
}
