package dev.cordon.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prefixes that allow more than they look. Read on first use. Pure. */
final class WidePrefixes {

  /**
   * One prefix a line: its words, a bar, and why. A prefix is too wide as it stands, not with more
   * words; {@code *} for the first word is any program.
   */
  private static final String TEXT =
      """
      *                | allows every program
      sh               | a shell runs whatever it is told
      bash             | a shell runs whatever it is told
      dash             | a shell runs whatever it is told
      zsh              | a shell runs whatever it is told
      ksh              | a shell runs whatever it is told
      fish             | a shell runs whatever it is told
      pwsh             | a shell runs whatever it is told
      busybox          | contains a shell and the tools of a system
      sh -c            | runs whatever script follows
      bash -c          | runs whatever script follows
      bash -lc         | runs whatever script follows
      zsh -c           | runs whatever script follows
      zsh -lc          | runs whatever script follows
      python           | an interpreter runs whatever it is told
      python2          | an interpreter runs whatever it is told
      python3          | an interpreter runs whatever it is told
      python -c        | runs whatever code follows
      python3 -c       | runs whatever code follows
      python -m        | runs any module, pip and http.server among them
      python3 -m       | runs any module, pip and http.server among them
      pypy             | an interpreter runs whatever it is told
      pypy3            | an interpreter runs whatever it is told
      node             | an interpreter runs whatever it is told
      node -e          | runs whatever code follows
      deno             | an interpreter runs whatever it is told
      deno run         | runs any script, also from the network
      bun              | an interpreter runs whatever it is told
      bun run          | runs any script of the project
      bunx             | downloads and runs any package
      perl             | an interpreter runs whatever it is told
      perl -e          | runs whatever code follows
      ruby             | an interpreter runs whatever it is told
      ruby -e          | runs whatever code follows
      php              | an interpreter runs whatever it is told
      php -r           | runs whatever code follows
      lua              | an interpreter runs whatever it is told
      R                | an interpreter runs whatever it is told
      Rscript          | an interpreter runs whatever it is told
      julia            | an interpreter runs whatever it is told
      osascript        | an interpreter that drives other programs
      java             | runs any class or archive
      go run           | compiles and runs any package
      cargo run        | compiles and runs the project
      awk              | its programs start others
      gawk             | its programs start others
      mawk             | its programs start others
      sed              | its e and w commands start programs and write files
      npm              | runs scripts and installs packages that run scripts
      npm run          | runs any script of the project, which an agent can edit
      npm run-script   | runs any script of the project, which an agent can edit
      npm exec         | downloads and runs any package
      npx              | downloads and runs any package
      pnpm             | runs scripts and installs packages that run scripts
      pnpm run         | runs any script of the project, which an agent can edit
      pnpm dlx         | downloads and runs any package
      pnpm exec        | runs any program of the packages
      yarn             | runs scripts and installs packages that run scripts
      yarn run         | runs any script of the project, which an agent can edit
      yarn dlx         | downloads and runs any package
      uv               | runs programs and installs packages
      uv run           | runs whatever follows
      uvx              | downloads and runs any package
      pipx run         | downloads and runs any package
      pip              | installs packages that run code
      pip3             | installs packages that run code
      poetry run       | runs whatever follows
      make             | runs the recipes of a file that an agent can edit
      just             | runs the recipes of a file that an agent can edit
      rake             | runs the tasks of a file that an agent can edit
      gradle           | runs a build that an agent can edit
      ./gradlew        | runs a build that an agent can edit
      mvn              | runs a build that an agent can edit
      ./mvnw           | runs a build that an agent can edit
      cargo            | runs build scripts and installs programs
      go               | runs generators and installs programs
      git              | its aliases, hooks and options start programs, and it can rewrite history
      git -c           | sets configuration that starts programs
      gh               | can delete repositories and call any interface
      gh api           | can call any interface, deletions among them
      docker           | starts containers that mount the host
      docker run       | starts containers that mount the host
      docker exec      | runs whatever follows in a container
      podman           | starts containers that mount the host
      podman run       | starts containers that mount the host
      kubectl          | changes and deletes what runs in a cluster
      kubectl exec     | runs whatever follows in a cluster
      helm             | changes and deletes what runs in a cluster
      terraform        | changes and destroys infrastructure
      aws              | changes and deletes what runs in a cloud
      gcloud           | changes and deletes what runs in a cloud
      az               | changes and deletes what runs in a cloud
      sudo             | runs whatever follows with all rights
      doas             | runs whatever follows with all rights
      su               | runs whatever follows as somebody else
      env              | runs whatever follows, in an environment of its choice
      xargs            | runs whatever follows, with arguments nobody has seen
      parallel         | runs whatever follows, with arguments nobody has seen
      find             | its actions start programs and delete files
      fd               | its actions start programs
      nice             | runs whatever follows
      nohup            | runs whatever follows
      timeout          | runs whatever follows
      time             | runs whatever follows
      setsid           | runs whatever follows
      stdbuf           | runs whatever follows
      watch            | runs whatever follows, again and again
      script           | runs a shell
      strace           | runs whatever follows
      unshare          | runs whatever follows
      nsenter          | runs whatever follows elsewhere
      chroot           | runs whatever follows elsewhere
      ssh              | runs whatever follows on another machine
      scp              | copies files to and from other machines
      rsync            | copies and deletes files, and starts a program of its choice
      curl             | sends files and overwrites them
      wget             | overwrites files
      nc               | connects anywhere
      socat            | connects anywhere and starts programs
      tar              | its options start programs
      vim              | an editor starts programs
      vi               | an editor starts programs
      emacs            | an editor starts programs
      less             | a pager starts programs
      man              | a pager starts programs
      tmux             | starts a shell
      screen           | starts a shell
      rm               | removes whatever is named
      dd               | overwrites whatever is named
      eval             | runs whatever follows
      exec             | runs whatever follows
      source           | runs a script in the shell
      command          | runs whatever follows
      """;

  private final List<String[]> prefixes = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  private WidePrefixes(String text) {
    for (String line : text.split("\n", -1)) {
      int bar = line.indexOf('|');
      if (bar > 0) {
        prefixes.add(line.substring(0, bar).strip().split(" ", -1));
        reasons.add(line.substring(bar + 1).strip());
      }
    }
  }

  /** Why a rule that allows {@code match} allows too much; null when it does not. */
  static @Nullable String reason(Rule.Match match) {
    return match.command().isEmpty() || match.whole() || !match.paths().isEmpty()
        ? null
        : BuiltIn.PREFIXES.find(match.command());
  }

  private @Nullable String find(List<List<String>> command) {
    int length = command.size();
    while (length > 1 && isAny(command.get(length - 1))) {
      length--;
    }
    for (int i = 0; i < prefixes.size(); i++) {
      String[] prefix = prefixes.get(i);
      if (prefix.length == length && isOneOf(prefix, command)) {
        return "allows \"" + String.join(" ", prefix) + "\": " + reasons.get(i);
      }
    }
    return null;
  }

  private static boolean isAny(List<String> token) {
    return token.contains(CommandPattern.ANY_WORD) || token.contains(CommandPattern.ANY_REST);
  }

  private static boolean isOneOf(String[] prefix, List<List<String>> command) {
    for (int i = 0; i < prefix.length; i++) {
      String word = prefix[i];
      List<String> token = command.get(i);
      boolean found = token.contains(word);
      for (int t = 0; t < token.size() && i == 0; t++) {
        found |= token.get(t).endsWith("/" + word);
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private static final class BuiltIn {
    static final WidePrefixes PREFIXES = new WidePrefixes(TEXT);
  }
}
