package dev.cordon.policy;

import java.util.List;

/**
 * What is dangerous whatever the boundary: it destroys work, changes what others have, or takes the
 * guard away. Data, one row a line: {@code id | what the command has | reason | example}.
 *
 * <p>A word without a dash is a subcommand; the words of a row stand in that order. Of those with a
 * dash one has to be there, wherever it stands. {@code =x} is an operand that is known to be x,
 * {@code ^x} one that starts with x, {@code ~x} one that contains x, case ignored. {@code @2} says
 * that the options do nothing without two operands: a quoted word that is not known is none of them
 * in {@code chmod +x "$f"}.
 */
final class DangerTable {

  private static final String RM =
      """
      rm-force | -f --force @1 | rm with a force flag removes without asking | rm -f a
      rm-recursive | -r -R --recursive @1 | rm removes whole folders | rm -r build
      """;

  private static final String GIT =
      """
      git-push-force | push -f --force --force-with-lease --mirror ^+ | a forced push rewrites history that others have | git push --force origin main
      git-push-delete | push -d --delete --prune ^: | it deletes branches or tags that others have | git push origin :main
      git-reset-hard | reset --hard | changes that are not committed are lost | git reset --hard HEAD~1
      git-clean-unasked | clean ~clean.requireforce | files that git does not know are removed | git -c clean.requireForce=false clean -d
      git-restore | restore | changes that are not committed are lost | git restore .
      git-checkout-all | checkout =. | changes that are not committed are lost | git checkout .
      git-checkout-index | checkout-index -f --force | changes that are not committed are lost | git checkout-index -f -a
      git-read-tree | read-tree --reset | changes that are not committed are lost | git read-tree --reset HEAD
      git-rm | rm -r -f --force | files are removed | git rm -rf .
      git-send-pack | send-pack --force --mirror | a forced push rewrites history that others have | git send-pack --force . main
      git-clean | clean -f --force | files that git does not know are removed | git clean -fdx
      git-checkout-force | checkout -f --force | changes that are not committed are lost | git checkout -f main
      git-switch-discard | switch -f --force --discard-changes | changes that are not committed are lost | git switch --discard-changes main
      git-branch-delete | branch -d -D --delete @1 | a branch is deleted | git branch -D topic
      git-tag-delete | tag -d --delete @1 | a tag is deleted | git tag -d v1
      git-filter | filter-branch | history is rewritten | git filter-branch --all
      git-filter-repo | filter-repo | history is rewritten | git filter-repo --path a
      git-rebase | rebase | history is rewritten | git rebase main
      git-reflog-expire | reflog expire | what could be found again is forgotten | git reflog expire --all
      git-reflog-delete | reflog delete | what could be found again is forgotten | git reflog delete HEAD@{1}
      git-gc-prune | gc --prune | what could be found again is removed | git gc --prune=now
      git-update-ref-delete | update-ref -d | a reference is deleted | git update-ref -d refs/heads/a
      git-stash-drop | stash drop | stashed changes are lost | git stash drop
      git-stash-clear | stash clear | all stashed changes are lost | git stash clear
      git-worktree-remove | worktree remove -f --force | changes in the worktree are lost | git worktree remove --force ../a
      git-submodule-deinit | submodule deinit -f --force | changes in the submodule are lost | git submodule deinit -f lib
      """;

  private static final String FIND =
      "find-delete | -delete | it removes everything it finds | find . -name '*.o' -delete";

  private static final String DISK =
      "disk | | it writes to a whole disk or destroys what is on it | NAME /dev/sda";

  private static final String DD =
      "dd | ^of= | dd overwrites what it is pointed at | dd if=a of=/dev/sda";

  private static final String RECURSIVE_OWNER =
      "recursive-owner | -R --recursive @2 | rights or owners of a whole folder change | NAME -R x .";

  private static final String SHUTDOWN = "shutdown | | it stops the machine | NAME";

  private static final String SYSTEMCTL =
      """
      shutdown | poweroff | it stops the machine | systemctl poweroff
      reboot | reboot | it stops the machine | systemctl reboot
      halt | halt | it stops the machine | systemctl halt
      kexec | kexec | it stops the machine | systemctl kexec
      service-off | disable | a service stays off | systemctl disable ssh
      service-mask | mask | a service stays off | systemctl mask ssh
      """;

  private static final String INIT = "shutdown | ^0 ^6 | it stops the machine | init 0";

  private static final String NODE_PACKAGES =
      """
      publish | publish | a package is published | NAME publish
      unpublish | unpublish | a package that others use is withdrawn | NAME unpublish a
      deprecate | deprecate | a package that others use is marked | NAME deprecate a x
      """;

  private static final String PUBLISH = "publish | publish | a package is published | NAME publish";
  private static final String TWINE =
      "publish | upload | a package is published | twine upload d/x";
  private static final String GEM =
      """
      publish | push | a package is published | gem push a.gem
      yank | yank | a package that others use is withdrawn | gem yank a
      """;
  private static final String MAVEN =
      """
      publish | ^deploy | a package is published | mvn deploy
      release | ~release:perform | a package is published | mvn release:perform
      """;
  private static final String GRADLE =
      "publish | ^publish ^:publish | a package is published | gradle publish";
  private static final String DOTNET =
      "publish | nuget push | a package is published | dotnet nuget push a.nupkg";

  private static final String DOCKER =
      """
      push | push | an image is published | docker push a
      prune | system prune | everything that is not in use is removed | docker system prune
      volume-rm | volume rm | data in a volume is lost | docker volume rm a
      volume-prune | volume prune | data in volumes is lost | docker volume prune
      rm-force | rm -f --force | containers that run are removed | docker rm -f a
      compose-volumes | compose down -v --volumes | data in volumes is lost | docker compose down -v
      """;

  private static final String KUBECTL =
      """
      delete | delete | things in a cluster are deleted | kubectl delete pod a
      drain | drain | a node is emptied | kubectl drain a
      replace | replace --force | things in a cluster are deleted first | kubectl replace --force a
      """;
  private static final String HELM =
      """
      uninstall | uninstall | a release is removed from a cluster | helm uninstall a
      delete | delete | a release is removed from a cluster | helm delete a
      push | push | a chart is published | helm push a b
      """;
  private static final String TERRAFORM =
      """
      destroy | destroy | everything it manages is destroyed | NAME destroy
      apply | apply -auto-approve --auto-approve -destroy | what it manages changes without being asked | NAME apply -auto-approve
      state-rm | state rm | it forgets what it manages | NAME state rm a
      """;
  private static final String PULUMI =
      "destroy | destroy | everything it manages is destroyed | pulumi destroy";
  private static final String AWS =
      """
      delete | ^delete ^terminate ^remove ^deregister | things in the cloud are deleted | aws ec2 terminate-instances
      s3-remove | s3 rm | objects in the cloud are deleted | aws s3 rm s3://a
      s3-bucket | s3 rb | a bucket in the cloud is deleted | aws s3 rb s3://a
      s3-sync | s3 sync --delete | objects in the cloud are deleted | aws s3 sync a b --delete
      """;
  private static final String CLOUD =
      """
      delete | ^delete ^purge | things in the cloud are deleted | NAME a delete b
      remove | ^rm ^rb | things in the cloud are deleted | NAME storage rm b
      """;
  private static final String GH =
      """
      delete | ^delete | something on the forge is deleted | gh repo delete a
      release | release create | a release is published | gh release create v1
      """;

  private static final String SQL =
      "drop | ~drop ~truncate | data in a database is destroyed | NAME -c 'drop table a'";
  private static final String SQL_TOOL = "drop | | a database is deleted | NAME a";
  private static final String MYSQLADMIN =
      "drop | drop | a database is deleted | mysqladmin drop a";
  private static final String REDIS =
      "flush | ~flushall ~flushdb | data in a database is destroyed | redis-cli FLUSHALL";
  private static final String MONGO =
      "drop | ~drop ~deletemany | data in a database is destroyed | NAME --eval 'db.dropDatabase()'";

  private static final String RSYNC =
      """
      delete | --delete --delete-before --delete-after --delete-during --delete-excluded --del --remove-source-files | files at the other end are removed | rsync -a --delete a b
      """;
  private static final String CRONTAB =
      "crontab-remove | -r | all timed jobs are removed | crontab -r";
  private static final String IPTABLES =
      "firewall | -F --flush -X | the firewall is opened | NAME -F";
  private static final String UFW =
      """
      firewall | disable | the firewall is opened | ufw disable
      firewall-reset | reset | the firewall is opened | ufw reset
      """;
  private static final String SETENFORCE =
      "selinux | ^0 ^permissive | the system's own guard is taken away | setenforce 0";
  private static final String KILL = "kill-all | =-1 | every process is ended | kill -9 -1";
  private static final String USER = "user | | an account is removed | NAME a";
  private static final String TRUNCATE =
      "truncate | -s --size | what is in the file is lost | truncate -s 0 a";

  private static final String CORDON =
      """
      unconfined | run --yolo --dangerously-bypass-approvals-and-sandbox ~danger-full-access | it runs without Cordon's boundary | cordon run --yolo -- sh
      hooks | hooks remove | Cordon's hooks are taken away | cordon hooks remove
      """;
  private static final String CODEX =
      """
      unconfined | --yolo --dangerously-bypass-approvals-and-sandbox --dangerously-bypass-hook-trust ~danger-full-access | the agent runs without its sandbox | codex --yolo
      """;
  private static final String CLAUDE =
      """
      unconfined | --dangerously-skip-permissions --allow-dangerously-skip-permissions ~bypasspermissions | the agent asks nobody | claude --dangerously-skip-permissions
      """;
  private static final String GEMINI =
      """
      unconfined | -y --yolo ~yolo | the agent asks nobody | NAME --yolo
      """;
  private static final String COPILOT =
      "unconfined | --allow-all-tools --allow-all --yolo | the agent asks nobody | copilot --allow-all-tools";
  private static final String CURSOR =
      "unconfined | -f --force --yolo | the agent asks nobody | cursor-agent --force";
  private static final String AMAZON_Q =
      "unconfined | --trust-all-tools -a | the agent asks nobody | q chat --trust-all-tools";
  private static final String AMP =
      "unconfined | --dangerously-allow-all | the agent asks nobody | amp --dangerously-allow-all";
  private static final String AIDER =
      "unconfined | --yes-always --yes | the agent asks nobody | aider --yes-always";

  /** The programs with rows of their own; {@code mkfs.ext4} and the like have those of mkfs. */
  static final List<String> PROGRAMS =
      List.of(
          "rm",
          "git",
          "find",
          "mkfs",
          "shred",
          "wipefs",
          "blkdiscard",
          "fdisk",
          "sfdisk",
          "sgdisk",
          "parted",
          "mkswap",
          "mke2fs",
          "badblocks",
          "cryptsetup",
          "dd",
          "chmod",
          "chown",
          "chgrp",
          "setfacl",
          "shutdown",
          "reboot",
          "halt",
          "poweroff",
          "systemctl",
          "init",
          "telinit",
          "npm",
          "pnpm",
          "yarn",
          "bun",
          "cargo",
          "poetry",
          "uv",
          "hatch",
          "flit",
          "vsce",
          "twine",
          "gem",
          "mvn",
          "mvnw",
          "gradle",
          "gradlew",
          "dotnet",
          "docker",
          "podman",
          "kubectl",
          "oc",
          "helm",
          "terraform",
          "tofu",
          "terragrunt",
          "pulumi",
          "aws",
          "gcloud",
          "gsutil",
          "az",
          "doctl",
          "flyctl",
          "fly",
          "heroku",
          "vercel",
          "netlify",
          "wrangler",
          "s3cmd",
          "rclone",
          "gh",
          "glab",
          "psql",
          "mysql",
          "mariadb",
          "sqlite3",
          "clickhouse-client",
          "cqlsh",
          "sqlcmd",
          "duckdb",
          "dropdb",
          "dropuser",
          "mysqladmin",
          "redis-cli",
          "valkey-cli",
          "mongo",
          "mongosh",
          "rsync",
          "crontab",
          "iptables",
          "ip6tables",
          "nft",
          "ufw",
          "setenforce",
          "kill",
          "userdel",
          "groupdel",
          "deluser",
          "truncate",
          "cordon",
          "codex",
          "claude",
          "gemini",
          "qwen",
          "copilot",
          "cursor-agent",
          "q",
          "amp",
          "aider");

  private DangerTable() {}

  /** The rows of the program called {@code name}; empty when it has none. */
  static String rows(String name) {
    return switch (name) {
      case "rm" -> RM;
      case "git" -> GIT;
      case "find" -> FIND;
      case "mkfs", "shred", "wipefs", "blkdiscard", "fdisk", "sfdisk", "sgdisk", "parted" -> DISK;
      case "mkswap", "mke2fs", "badblocks", "cryptsetup" -> DISK;
      case "dd" -> DD;
      case "chmod", "chown", "chgrp", "setfacl" -> RECURSIVE_OWNER;
      case "shutdown", "reboot", "halt", "poweroff" -> SHUTDOWN;
      case "systemctl" -> SYSTEMCTL;
      case "init", "telinit" -> INIT;
      case "npm", "pnpm", "yarn", "bun" -> NODE_PACKAGES;
      case "cargo", "poetry", "uv", "hatch", "flit", "vsce" -> PUBLISH;
      case "twine" -> TWINE;
      case "gem" -> GEM;
      case "mvn", "mvnw" -> MAVEN;
      case "gradle", "gradlew" -> GRADLE;
      case "dotnet" -> DOTNET;
      case "docker", "podman" -> DOCKER;
      case "kubectl", "oc" -> KUBECTL;
      case "helm" -> HELM;
      case "terraform", "tofu", "terragrunt" -> TERRAFORM;
      case "pulumi" -> PULUMI;
      case "aws" -> AWS;
      case "gcloud", "gsutil", "az", "doctl", "flyctl", "fly", "heroku", "vercel" -> CLOUD;
      case "netlify", "wrangler", "s3cmd", "rclone" -> CLOUD;
      case "gh", "glab" -> GH;
      case "psql", "mysql", "mariadb", "sqlite3", "clickhouse-client", "cqlsh" -> SQL;
      case "sqlcmd", "duckdb" -> SQL;
      case "dropdb", "dropuser" -> SQL_TOOL;
      case "mysqladmin" -> MYSQLADMIN;
      case "redis-cli", "valkey-cli" -> REDIS;
      case "mongo", "mongosh" -> MONGO;
      case "rsync" -> RSYNC;
      case "crontab" -> CRONTAB;
      case "iptables", "ip6tables", "nft" -> IPTABLES;
      case "ufw" -> UFW;
      case "setenforce" -> SETENFORCE;
      case "kill" -> KILL;
      case "userdel", "groupdel", "deluser" -> USER;
      case "truncate" -> TRUNCATE;
      case "cordon" -> CORDON;
      case "codex" -> CODEX;
      case "claude" -> CLAUDE;
      case "gemini", "qwen" -> GEMINI;
      case "copilot" -> COPILOT;
      case "cursor-agent" -> CURSOR;
      case "q" -> AMAZON_Q;
      case "amp" -> AMP;
      case "aider" -> AIDER;
      default -> name.startsWith("mkfs.") ? DISK : "";
    };
  }
}
