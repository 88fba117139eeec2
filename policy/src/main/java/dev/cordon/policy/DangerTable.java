package dev.cordon.policy;

import dev.cordon.shell.Table;
import java.util.List;

/**
 * What is dangerous whatever the boundary: it destroys work, changes what others have, or takes the
 * guard away. Data, one row a line: {@code programs | id | what the command has | reason |
 * example}. In the example {@code NAME} stands for a program.
 *
 * <p>A word without a sign is a subcommand; the words of a row stand in that order. {@code a,b} is
 * one or the other, {@code &a} one that is known to be a, {@code a*} what starts so, {@code *} any
 * word. Of those with a sign one has to be there, wherever it stands: {@code -x} is an option,
 * {@code =x} an operand that is known to be x, {@code ^x} one that starts with x, {@code ~x} one
 * that contains x, case ignored, and {@code %x} the word x among the words or in the text that
 * comes in. {@code !-x} is an option with which nothing happens; {@code !-x:xyz} also in a row of
 * these letters. {@code @2} says that the options do nothing without two operands: a quoted word
 * that is not known is none of them in {@code chmod +x "$f"}.
 */
final class DangerTable {

  /** What is on this machine. */
  private static final String[] FILES = {
    "rm | rm-force | -f --force @1 | rm with a force flag removes without asking | rm -f a",
    "rm | rm-recursive | -r -R --recursive @1 | rm removes whole folders | rm -r build",
    "find | find-delete | -delete | it removes everything it finds | find . -name '*.o' -delete",
    "mkfs newfs shred srm scrub wipefs blkdiscard fdisk sfdisk sgdisk gdisk cfdisk parted mkswap mke2fs badblocks cryptsetup | disk |  | it writes to a whole disk or destroys what is on it | NAME /dev/sda",
    "dd | dd | ^of= | dd overwrites what it is pointed at | dd if=a of=/dev/sda",
    "chmod chown chgrp setfacl chattr | recursive-owner | -R --recursive @2 | rights or owners of a whole folder change | NAME -R x .",
    "truncate | truncate | -s --size | what is in the file is lost | truncate -s 0 a",
    "lvremove vgremove pvremove lvreduce | volume | | a volume and what is on it are destroyed | NAME a",
    "zfs zpool | volume | destroy,rollback,labelclear | a volume and what is on it are destroyed | NAME destroy a",
    "btrfs | volume | subvolume,su,sub delete,del | a volume and what is on it are destroyed | btrfs subvolume delete a",
    "mdadm | array | --zero-superblock --stop -S | an array of disks is taken apart | mdadm --zero-superblock /dev/sda",
    "hdparm | disk | --security-erase --security-erase-enhanced --trim-sector-ranges | what is on a disk is destroyed | hdparm --security-erase a /dev/sda",
    "nvme | disk | format,sanitize | what is on a disk is destroyed | nvme format /dev/nvme0",
    "diskutil | disk | erase*,partitionDisk,zeroDisk,secureErase | what is on a disk is destroyed | diskutil eraseDisk a",
    "rimraf | rm-recursive | @1 | it removes whole folders | rimraf build",
    "yarn pnpm bun | rm-recursive | rimraf | it removes whole folders | NAME rimraf build",
    "zip | archive-moves | -m --move @2 | files are removed once they are in the archive | zip -rm a.zip b",
    "tar gtar bsdtar | archive-moves | =--remove-files =--remove-file =--remove-fil =--remove-f =--remove | files are removed once they are in the archive | tar --remove-files -cf a b",
    "7z 7za 7zz | archive-moves | =-sdel | files are removed once they are in the archive | NAME a -sdel a.7z b",
    "rsync | delete | --delete --delete-before --delete-after --delete-during --delete-excluded --del --remove-source-files !--dry-run !-n:aAhHPqrRtuvzn | files at the other end are removed | rsync -a --delete a b",
  };

  /** History, and what is not in it yet. */
  private static final String[] GIT = {
    "git | git-push-force | push -f --force --force-with-lease --mirror ^+ !--dry-run !-n:nuvq | a forced push rewrites history that others have | git push --force origin main",
    "git | git-push-delete | push -d --delete --prune ^: !--dry-run !-n:nuvq | it deletes branches or tags that others have | git push origin :main",
    "git | git-reset-hard | reset --hard --merge | changes that are not committed are lost | git reset --hard HEAD~1",
    "git | git-clean-unasked | clean,config ~clean.requireforce | files that git does not know are removed | git -c clean.requireForce=false clean -d",
    "git | git-restore | restore !--staged !-S:qS | changes that are not committed are lost | git restore .",
    "git | git-restore | restore -W --worktree | changes that are not committed are lost | git restore --staged --worktree .",
    "git | git-checkout-all | checkout =. =./ =:/ =-- | changes that are not committed are lost | git checkout .",
    "git | git-checkout-index | checkout-index -f --force | changes that are not committed are lost | git checkout-index -f -a",
    "git | git-read-tree | read-tree --reset | changes that are not committed are lost | git read-tree --reset HEAD",
    "git | git-rm | rm -r -f --force !--dry-run !-n:fnqr | files are removed | git rm -rf .",
    "git | git-send-pack | send-pack --force --mirror ^+ ^: | a forced push rewrites history that others have | git send-pack --force . main",
    "git | git-clean | clean -f --force !--dry-run !-n:dfnqxX | files that git does not know are removed | git clean -fdx",
    "git | git-checkout-force | checkout -f --force | changes that are not committed are lost | git checkout -f main",
    "git | git-switch-discard | switch -f --force --discard-changes @1 | changes that are not committed are lost | git switch --discard-changes main",
    "git | git-branch-delete | branch -d -D --delete @1 | a branch is deleted | git branch -D topic",
    "git | git-tag-delete | tag -d --delete @1 | a tag is deleted | git tag -d v1",
    "git | git-filter | filter-branch | history is rewritten | git filter-branch --all",
    "git | git-filter-repo | filter-repo | history is rewritten | git filter-repo --path a",
    "git | git-rebase | rebase !--continue !--skip !--abort !--quit !--edit-todo !--show-current-patch | history is rewritten | git rebase main",
    "git | git-reflog-expire | reflog expire | what could be found again is forgotten | git reflog expire --all",
    "git | git-reflog-delete | reflog delete | what could be found again is forgotten | git reflog delete HEAD@{1}",
    "git | git-gc-prune | gc --prune | what could be found again is removed | git gc --prune=now",
    "git | git-gc-expire | gc,config,maintenance ~gc.pruneexpire ~gc.reflogexpire | what could be found again is removed | git -c gc.pruneExpire=now gc",
    "git | git-update-ref-delete | update-ref -d | a reference is deleted | git update-ref -d refs/heads/a",
    "git | git-stash-drop | stash drop | stashed changes are lost | git stash drop",
    "git | git-stash-clear | stash clear | all stashed changes are lost | git stash clear",
    "git | git-worktree-remove | worktree remove -f --force | changes in the worktree are lost | git worktree remove --force ../a",
    "git | git-submodule-deinit | submodule deinit -f --force --all | changes in the submodule are lost | git submodule deinit -f lib",
    "git | git-branch-move | branch -f -M -C --force @1 | a branch is moved, and what it had may be lost | git branch -f main HEAD~1",
    "git | git-branch-recreate | checkout -B @1 | a branch is moved, and what it had may be lost | git checkout -B main a",
    "git | git-branch-recreate | switch -C --force-create @1 | a branch is moved, and what it had may be lost | git switch -C main a",
    "git | git-branch-recreate | worktree add -B @1 | a branch is moved, and what it had may be lost | git worktree add -B main ../a",
    "git | git-fetch-force | fetch,pull -f --force !--dry-run | branches and tags are moved, and what they had may be lost | git fetch --force origin main:main",
    "git | git-tag-move | tag -f --force @1 | a tag that others have is moved | git tag -f v1",
    "git | git-update-refs | update-ref --stdin | references change unseen | git update-ref --stdin",
    "git | git-update-ref | update-ref | a reference is moved, and what it had may be lost | git update-ref refs/heads/main HEAD~5",
    "git | git-prune | prune !--dry-run !-n:nv | what could be found again is removed | git prune",
    "git | git-symbolic-ref | symbolic-ref -d --delete | a reference is deleted | git symbolic-ref -d HEAD",
    "git | git-svn-commit | svn dcommit !--dry-run !-n | changes are published | git svn dcommit",
    "git | git-fast-import | fast-import --force | history is rewritten | git fast-import --force",
    "hg | hg-strip | strip,purge,histedit | history is rewritten, or files are removed | hg strip a",
  };

  /** The machine itself, and what guards it. */
  private static final String[] SYSTEM = {
    "shutdown reboot halt poweroff | shutdown |  | it stops the machine | NAME",
    "systemctl | shutdown | poweroff | it stops the machine | systemctl poweroff",
    "systemctl | reboot | reboot | it stops the machine | systemctl reboot",
    "systemctl | halt | halt | it stops the machine | systemctl halt",
    "systemctl | kexec | kexec | it stops the machine | systemctl kexec",
    "systemctl | service-off | disable | a service stays off | systemctl disable ssh",
    "systemctl | service-mask | mask | a service stays off | systemctl mask ssh",
    "init telinit | shutdown | ^0 ^6 | it stops the machine | init 0",
    "crontab | crontab-remove | -r | all timed jobs are removed | crontab -r",
    "crontab | crontab-replace | * !-l !-e | timed jobs are replaced | crontab jobs",
    "crontab | crontab-replace | =- %* %@ | timed jobs are replaced | crontab -",
    "iptables ip6tables | firewall | -F --flush -X --delete-chain -D --delete -P --policy | the firewall is opened | NAME -F",
    "ufw | firewall | disable | the firewall is opened | ufw disable",
    "ufw | firewall-reset | reset | the firewall is opened | ufw reset",
    "setenforce | selinux | ^0 ^permissive | the system's own guard is taken away | setenforce 0",
    "kill | kill-all | =-1 | every process is ended | kill -9 -1",
    "userdel groupdel deluser | user |  | an account is removed | NAME a",
    "systemctl | service-stop | stop,kill | a service that others use stops | systemctl stop ssh",
    "systemctl | system-state | isolate,emergency,rescue,default,suspend,hibernate,soft-reboot | the machine leaves its state | systemctl isolate rescue",
    "service rc-service | service-stop | * stop | a service that others use stops | NAME ssh stop",
    "launchctl | service-off | unload,bootout,remove,disable | a service stays off | launchctl unload a",
    "update-rc.d | service-off | * remove,disable | a service stays off | update-rc.d ssh remove",
    "rc-update | service-off | del,delete | a service stays off | rc-update del ssh",
    "chkconfig | service-off | * off | a service stays off | chkconfig ssh off",
    "nft | firewall | flush,delete,destroy | the firewall is opened | nft flush ruleset",
    "iptables-restore ip6tables-restore | firewall | | the firewall is replaced | NAME a",
    "ufw | firewall-delete | delete | the firewall is opened | ufw delete 1",
    "firewall-cmd | firewall | ~--remove ~--panic | the firewall changes | firewall-cmd --remove-port=1/tcp",
    "ip | network | link delete,del | a network is taken away | ip link delete a",
    "ip | network | a*,r* flush,f | a network is taken away | ip addr flush dev a",
    "pkill | kill-all | =. =.* =.+ =^ -u -U -G -g --euid --uid --group --pgroup @1 | every process is ended that matches anything | pkill -9 .",
    "killall killall5 skill | kill-all | | every process of that name is ended, whoever started it | NAME a",
    "usermod | account-lock | -L --lock -e --expiredate | an account is locked | usermod -L a",
    "passwd | account-lock | -d -l --delete --lock | the password of an account is taken away | passwd -l a",
    "auditctl | audit | -D -e | the machine's own record is switched off | auditctl -e 0",
    "aa-teardown aa-disable aa-complain | apparmor | | the system's own guard is taken away | NAME a",
  };

  /** Packages and images that others use. */
  private static final String[] PUBLISHING = {
    "npm pnpm yarn bun | publish | publish !--dry-run | a package is published | NAME publish",
    "npm pnpm yarn bun | unpublish | unpublish | a package that others use is withdrawn | NAME unpublish a",
    "npm pnpm yarn bun | deprecate | deprecate | a package that others use is marked | NAME deprecate a x",
    "cargo poetry uv hatch flit vsce pdm ovsx lerna changeset sbt | publish | publish* !--dry-run | a package is published | NAME publish",
    "twine | publish | upload | a package is published | twine upload d/x",
    "gem | publish | push | a package is published | gem push a.gem",
    "gem | yank | yank | a package that others use is withdrawn | gem yank a",
    "mvn mvnw | publish | ^deploy | a package is published | mvn deploy",
    "mvn mvnw | release | ~release:perform | a package is published | mvn release:perform",
    "gradle gradlew | publish | ^publish ^:publish | a package is published | gradle publish",
    "dotnet | publish | nuget push | a package is published | dotnet nuget push a.nupkg",
    "yarn | publish | npm publish !--dry-run | a package is published | yarn npm publish",
    "npm pnpm | package-owner | owner,dist-tag,access,token rm,remove,del,delete,revoke | others lose what they had of a package | NAME owner rm a b",
    "cargo | yank | yank | a package that others use is withdrawn | cargo yank --version 1 a",
    "cargo | owner | owner -r --remove | others lose what they had of a package | cargo owner --remove a",
    "gem | owner | owner -r --remove | others lose what they had of a package | gem owner a -r b",
    "cargo | release | release -x --execute | a package is published | cargo release --execute",
    "semantic-release release-it np | release | !--dry-run !-d | a release is published | NAME",
    "rake | release | =release | a release is published | rake release",
    "python python3 | publish | &twine &upload | a package is published | NAME -m twine upload d/x",
    "python python3 | publish | &setup.py &upload | a package is published | NAME setup.py upload",
    "gradle gradlew | publish-project | ~:publish ~uploadarchives | a package is published | gradle :a:publishToMavenCentral",
    "nuget | publish | push | a package is published | nuget push a",
    "nuget | delete | delete | a package that others use is withdrawn | nuget delete a 1",
    "dart flutter | publish | pub publish !--dry-run !-n | a package is published | NAME pub publish",
    "pod | publish | trunk push,delete,deprecate | a package is published | pod trunk push",
    "anaconda cabal stack | publish | upload | a package is published | NAME upload a",
    "mix | publish | hex.publish | a package is published | mix hex.publish",
    "buildah oras crane | push | push | an image is published | NAME push a",
    "skopeo crane oras | delete | delete | an image that others use is deleted | NAME delete a",
  };

  /** What runs elsewhere. */
  private static final String[] CLOUD = {
    "docker podman nerdctl | push | push | an image is published | docker push a",
    "docker podman nerdctl | volume-rm | volume rm,remove | data in a volume is lost | docker volume rm a",
    "docker podman nerdctl | rm-force | rm -f --force @1 | containers that run are removed | docker rm -f a",
    "docker podman nerdctl | compose-volumes | compose down -v --volumes | data in volumes is lost | docker compose down -v",
    "kubectl oc | delete | delete !--dry-run=client !--dry-run=server | things in a cluster are deleted | kubectl delete pod a",
    "kubectl oc | drain | drain !--dry-run=client !--dry-run=server | a node is emptied | kubectl drain a",
    "kubectl oc | replace | replace --force | things in a cluster are deleted first | kubectl replace --force a",
    "helm | uninstall | uninstall,delete,del,un !--dry-run | a release is removed from a cluster | helm uninstall a",
    "helm | push | push | a chart is published | helm push a b",
    "terraform tofu terragrunt | destroy | destroy | everything it manages is destroyed | NAME destroy",
    "terraform tofu terragrunt | apply | apply -auto-approve --auto-approve -destroy | what it manages changes without being asked | NAME apply -auto-approve",
    "terraform tofu terragrunt | state-rm | state rm | it forgets what it manages | NAME state rm a",
    "pulumi | destroy | destroy | everything it manages is destroyed | pulumi destroy",
    "gcloud gsutil az doctl flyctl fly heroku vercel netlify wrangler s3cmd rclone firebase supabase railway | delete | ^delete ^purge ^destroy | things in the cloud are deleted | NAME a delete b",
    "gcloud gsutil az doctl flyctl fly heroku vercel netlify wrangler s3cmd rclone firebase supabase railway | remove | ^rm ^rb ^remove | things in the cloud are deleted | NAME storage rm b",
    "gh glab hub | release | release create | a release is published | gh release create v1",
    "aws | s3-remove | s3 rm !--dryrun | objects in the cloud are deleted | aws s3 rm s3://a",
    "aws | s3-bucket | s3 rb | a bucket in the cloud is deleted | aws s3 rb s3://a",
    "aws | s3-sync | s3 sync --delete !--dryrun | objects in the cloud are deleted | aws s3 sync a b --delete",
    "docker podman nerdctl | prune | system,container,image,builder,buildx,network,volume,pod prune | everything that is not in use is removed | NAME system prune",
    "docker podman nerdctl | push | image,compose,manifest push | an image is published | NAME image push a",
    "docker podman nerdctl | push | build =--push | an image is published | NAME build --push .",
    "docker podman nerdctl | push | buildx build =--push | an image is published | NAME buildx build --push .",
    "docker podman nerdctl | rm-force | container,image,compose,pod rm -f --force @1 | what runs is removed | NAME container rm -f a",
    "docker podman nerdctl | rm-force | rmi -f --force @1 | what runs is removed | NAME rmi -f a",
    "docker podman nerdctl | compose-volumes | compose rm -v | data in volumes is lost | NAME compose rm -fv",
    "docker podman nerdctl | swarm | stack,service,secret,config,node rm,remove | things in a cluster are deleted | NAME stack rm a",
    "docker podman nerdctl | swarm | swarm leave --force -f | a cluster loses a node | NAME swarm leave --force",
    "docker-compose podman-compose | compose-volumes | down,rm -v --volumes | data in volumes is lost | NAME down -v",
    "podman | reset | system reset | everything podman has is removed | podman system reset",
    "kubectl oc | scale | scale =--replicas=0 =0 | what runs in a cluster is stopped | NAME scale --replicas=0 deploy/a",
    "kubectl oc | prune | apply =--prune !--dry-run=client !--dry-run=server | things in a cluster are deleted | NAME apply --prune -f a",
    "eksctl kind minikube k3d kops | delete | delete* | a cluster is deleted | NAME delete cluster",
    "k3d | delete | * delete | a cluster is deleted | k3d cluster delete",
    "flux istioctl | uninstall | uninstall | what runs in a cluster is removed | NAME uninstall",
    "argocd velero | delete | * delete,terminate-op | things in a cluster are deleted | NAME app delete a",
    "terraform tofu terragrunt | destroy-all | run-all,run destroy | everything it manages is destroyed | NAME run-all destroy",
    "terragrunt | destroy-all | destroy-all | everything it manages is destroyed | terragrunt destroy-all",
    "terraform tofu terragrunt | workspace | workspace delete | it forgets what it manages | NAME workspace delete a",
    "terraform tofu terragrunt | unlock | force-unlock | what others are changing is unlocked | NAME force-unlock 1",
    "pulumi | down | down | everything it manages is destroyed | pulumi down",
    "pulumi | up | up,update =-y =--yes =-f =--skip-preview | what it manages changes without being asked | pulumi up --yes",
    "pulumi | forget | stack,state rm,delete | it forgets what it manages | pulumi stack rm a",
    "cdk | destroy | destroy | everything it manages is destroyed | cdk destroy",
    "cdk | deploy | deploy =never | what it manages changes without being asked | cdk deploy --require-approval never",
    "serverless sls sam amplify eb | delete | remove,delete,terminate | everything it manages is destroyed | NAME remove",
    "vagrant | destroy | destroy | a machine is destroyed | vagrant destroy -f",
    "nomad | purge | job,system stop,gc | what runs in a cluster is stopped | nomad job stop -purge a",
    "consul | delete | kv delete | data of a cluster is deleted | consul kv delete a",
    "vault | delete | delete | a secret is deleted | vault delete a",
    "vault | delete | kv,secrets,auth,lease,token,policy delete,destroy,disable,revoke,metadata | a secret or what guards it is deleted | vault kv destroy a",
    "etcdctl | delete | del | data of a cluster is deleted | etcdctl del a",
    "aws | delete | * delete*,terminate*,remove*,deregister*,purge*,batch-delete*,release-address,close-account,schedule-key-deletion,disable-key | things in the cloud are deleted | aws ec2 terminate-instances",
    "aws | scale | * update-service,set-desired-capacity =0 | what runs in the cloud is stopped | aws ecs update-service --desired-count 0",
    "gsutil | rsync | rsync =-d | objects in the cloud are deleted | gsutil rsync -d a gs://b",
    "gcloud az | disable | * disable,deallocate | a service in the cloud is switched off | NAME services disable a",
    "bq | remove | rm | data in the cloud is deleted | bq rm a",
    "s3cmd rclone mc | remove | del,rm,rb,sync,deletefile,mirror !--dry-run !-n | objects in the cloud are deleted | NAME rm a:b",
    "fly flyctl | scale | scale count =0 | what runs in the cloud is stopped | NAME scale count 0",
    "gh glab hub | delete | * delete*,remove | something on the forge is deleted | NAME repo delete a",
    "gh glab | disable | * archive,rename,disable,transfer | something on the forge is taken away from others | NAME repo archive a",
    "gh glab | api-delete | api =DELETE =delete =-XDELETE =-Xdelete =--method=DELETE =--method=delete | something on the forge is deleted | NAME api -X DELETE repos/a/b",
    "gh | visibility | repo edit =--visibility =--visibility=public =--visibility=private | others see what was hidden, or no longer see it | gh repo edit --visibility public",
    "hub | delete | delete | something on the forge is deleted | hub delete a",
    "curl | delete | =DELETE =-XDELETE =--request=DELETE | something on a server is deleted | curl -X DELETE https://a",
    "http https xh | delete | =DELETE =delete | something on a server is deleted | NAME DELETE https://a",
    "heroku | delete | ~:destroy ~:reset | things in the cloud are deleted | heroku apps:destroy a",
    "netlify firebase | delete | ~:delete ~:remove ~:disable | things in the cloud are deleted | NAME a:delete b",
    "gh glab | merge | pr,mr merge | a change is merged for everybody | gh pr merge 1",
    "kubectl oc | undo | rollout undo !--dry-run=client !--dry-run=server | what runs in a cluster goes back | NAME rollout undo deploy/a",
  };

  /** Data. */
  private static final String[] DATABASES = {
    "psql mysql mariadb sqlite3 clickhouse-client cqlsh sqlcmd duckdb snowsql bq usql pgcli mycli | drop | %drop %truncate %delete | data in a database is destroyed | NAME -c 'drop table a'",
    "dropdb dropuser pg_dropcluster pg_resetwal | drop |  | a database is deleted | NAME a",
    "mysqladmin | drop | drop | a database is deleted | mysqladmin drop a",
    "redis-cli valkey-cli | flush | %flushall %flushdb | data in a database is destroyed | redis-cli FLUSHALL",
    "mongo mongosh | drop | %drop %dropdatabase %dropcollection %deletemany | data in a database is destroyed | NAME --eval 'db.dropDatabase()'",
    "pg_restore | drop | =-c =--clean | data in a database is destroyed | pg_restore --clean -d a b",
    "influx | delete | delete | data in a database is destroyed | influx delete --bucket a",
    "influx | delete | * delete | data in a database is destroyed | influx bucket delete a",
    "rails rake | drop | =db:drop =db:drop:all =db:reset =db:purge =db:migrate:reset =db:schema:load | data in a database is destroyed | NAME db:drop",
    "python python3 | drop | &manage.py &flush,reset_db,sqlflush | data in a database is destroyed | NAME manage.py flush",
    "manage.py | drop | flush,reset_db | data in a database is destroyed | ./manage.py flush",
    "php | drop | &artisan &migrate:fresh,migrate:reset,migrate:refresh,db:wipe | data in a database is destroyed | php artisan migrate:fresh",
    "artisan | drop | migrate:fresh,migrate:reset,migrate:refresh,db:wipe | data in a database is destroyed | ./artisan db:wipe",
    "prisma | drop | migrate reset | data in a database is destroyed | prisma migrate reset",
    "prisma | drop | db push =--force-reset =--accept-data-loss | data in a database is destroyed | prisma db push --force-reset",
    "sequelize sequelize-cli typeorm | drop | db:drop,schema:drop,db:migrate:undo:all | data in a database is destroyed | NAME db:drop",
    "alembic | downgrade | downgrade | data in a database is destroyed | alembic downgrade base",
    "flyway | drop | clean | data in a database is destroyed | flyway clean",
    "liquibase | drop | drop-all,dropAll | data in a database is destroyed | liquibase drop-all",
    "mix | drop | ecto.drop,ecto.reset | data in a database is destroyed | mix ecto.drop",
    "diesel sqlx | drop | database reset,drop | data in a database is destroyed | NAME database drop",
    "wp | drop | db reset,drop,clean | data in a database is destroyed | wp db reset",
    "drush | drop | sql-drop,sql:drop | data in a database is destroyed | drush sql-drop",
    "supabase | drop | db reset | data in a database is destroyed | supabase db reset",
    "heroku | drop | pg:reset | data in a database is destroyed | heroku pg:reset a",
  };

  /** Agents, and Cordon itself, without their sandbox. */
  private static final String[] AGENTS = {
    "cordon | unconfined | run --yolo --dangerously-bypass-approvals-and-sandbox ~danger-full-access | it runs without Cordon's boundary | cordon run --yolo -- sh",
    "cordon | hooks | hooks remove | Cordon's hooks are taken away | cordon hooks remove",
    "codex | unconfined | --yolo --dangerously-bypass-approvals-and-sandbox --dangerously-bypass-hook-trust ~danger-full-access | the agent runs without its sandbox | codex --yolo",
    "claude | unconfined | --dangerously-skip-permissions --allow-dangerously-skip-permissions ~bypasspermissions | the agent asks nobody | claude --dangerously-skip-permissions",
    "gemini qwen | unconfined | -y --yolo ~yolo | the agent asks nobody | NAME --yolo",
    "copilot | unconfined | --allow-all-tools --allow-all --yolo | the agent asks nobody | copilot --allow-all-tools",
    "cursor-agent | unconfined | -f --force --yolo | the agent asks nobody | cursor-agent --force",
    "q | unconfined | --trust-all-tools -a | the agent asks nobody | q chat --trust-all-tools",
    "amp | unconfined | --dangerously-allow-all | the agent asks nobody | amp --dangerously-allow-all",
    "aider | unconfined | --yes-always --yes | the agent asks nobody | aider --yes-always",
  };

  private DangerTable() {}

  /**
   * One row.
   *
   * @param id what the judgement is called
   * @param pattern what the command has
   * @param reason why it is dangerous, lower case, no full stop
   */
  record Row(String id, DangerPattern pattern, String reason) {}

  /** The rows of the program called {@code name}; empty when it has none. */
  static List<Row> rows(String name) {
    List<Row> rows = Read.TABLE.of(name);
    return rows.isEmpty() && name.startsWith("mkfs.") ? Read.TABLE.of("mkfs") : rows;
  }

  /** {@code mkfs.ext4} and the like have the rows of mkfs. */
  static Table<Row> table() {
    return Read.TABLE;
  }

  private static final class Read implements Table.Reader<Row> {
    private static final int ID = 1;
    private static final int PATTERN = 2;
    private static final int REASON = 3;

    static final Table<Row> TABLE =
        new Table<>(new Read(), FILES, GIT, SYSTEM, PUBLISHING, CLOUD, DATABASES, AGENTS);

    @Override
    public Row read(String[] fields) {
      return new Row(fields[ID], new DangerPattern(fields[PATTERN]), fields[REASON]);
    }
  }
}
