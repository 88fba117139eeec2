package dev.cordon.shell;

/**
 * Programs that run the command given in their own arguments, as far as their manuals say. Data,
 * one row a line: {@code programs | subcommands | operands | options with a value | options without
 * | form | example}.
 *
 * <p>{@code operands} is how many words stand before the command, options and their values apart;
 * {@code 0-9} when it may be any of these. An option in neither list may take the next word or not,
 * and both is followed. {@code form} is {@code words} when the command is given word by word,
 * {@code loose} when it may be one word, too, or has a {@code --} in it that is not its own, {@code
 * as:x} when its words are the arguments of x, {@code script} when its words are joined and read by
 * a shell, {@code each} when every operand is a script of its own, {@code own} when a room of its
 * own reads it. {@code words:--x}: the option names the program, and the command's words are its
 * arguments. {@code shell} behind it: without a command it starts a shell, which reads what comes
 * in; {@code shell:-x}: if it has the option; {@code shell-unless:-x}: if not. In the example
 * {@code NAME} stands for a program and {@code CMD} for the command.
 */
final class WrapperTable {

  /** They run it here, as it is. */
  private static final String[] HERE = {
    "sudo doas | | 0 | -aCDghpRrTtUu --chdir --chroot --close-from --command-timeout --group --host --other-user --prompt --role --type --user | -AbBEeHiKklLnNPSsVv --askpass --background --bell --edit --set-home --login --remove-timestamp --reset-timestamp --list --non-interactive --preserve-groups --preserve-env --no-update --stdin --shell --validate | words shell:-s,-i,--shell,--login | NAME -u a -s CMD",
    "env genv | | 0 | -CuS --chdir --unset | -i0v - --ignore-environment --null --debug --block-signal --default-signal --ignore-signal --list-signal-handling | own | NAME -i CMD",
    "exec | | 0 | -a | -cl | words | NAME -a x CMD",
    "nice | | 0 | -n --adjustment | -0123456789 | words | NAME -n 5 CMD",
    "timeout gtimeout | | 1 | -ks --kill-after --signal | -fpv --foreground --preserve-status --verbose | words | NAME -k 3 5 CMD",
    "xargs gxargs | | 0 | -adEIJLnPRSs --arg-file --delimiter --max-args --max-chars --max-procs --process-slot-var | -0ilopretx --null --eof --replace --max-lines --open-tty --interactive --no-run-if-empty --verbose --exit --show-limits | words | NAME -n 1 CMD",
    "ionice | | 0 | -cnpPu --class --classdata --pid --pgid --uid | -t --ignore | words | NAME -c 3 CMD",
    "stdbuf | | 0 | -ioe --input --output --error | | words | NAME -o L CMD",
    "flock | | 1 | -wEc --timeout --wait --conflict-exit-code --command | -bFnosuvx --shared --exclusive --unlock --nonblock --nb --no-fork --close --verbose --fcntl | words | NAME -w 3 f CMD",
    "taskset | | 1 | | -acp --all-tasks --cpu-list --pid | words | NAME --cpu-list 0 CMD",
    "chrt | | 0-1 | -DPT --sched-deadline --sched-period --sched-runtime | -abdefimoprRv --all-tasks --batch --deadline --ext --fifo --idle --other --reset-on-fork --rr --verbose | words | NAME -d -T 1 0 CMD",
    "setarch | | 0-1 | | -3BFILRSTXZv --3gb --4gb --32bit --addr-compat-layout --addr-no-randomize --fdpic-funcptrs --mmap-page-zero --read-implies-exec --short-inode --sticky-timeouts --uname-2.6 --verbose --whole-seconds | words shell | NAME -R CMD",
    "linux32 linux64 i386 i486 i586 i686 x86_64 uname26 | | 0 | | -3BFILRSTXZv | words shell | NAME -R CMD",
    "arch | | 0 | -e | | words | NAME -x86_64 CMD",
    "chroot | | 1 | --groups --userspec | --skip-chdir | words shell | NAME --userspec a / CMD",
    "strace | | 0 | -abeEIoOpPsSuUX --output --trace --trace-path --attach --signal --status --summary-sort-by --string-limit --user --env --columns --argv0 | -cCdDfFhiknqrtTvVwxyYzZ --follow-forks --summary --summary-only --relative-timestamps | words | NAME -f -o x CMD",
    "ltrace | | 0 | -aADeFlnopsuwx --align --config --demangle --indent --library --output | -bcCfhiLrStTV | words | NAME -n 2 CMD",
    "time gtime | | 0 | -fo --format --output | -apqvVlh --append --portability --verbose --quiet | words | /usr/bin/NAME -f x CMD",
    "unshare | | 0 | -SGRwl --setuid --setgid --root --wd --map-user --map-group --map-users --map-groups --setgroups --propagation --load-interp --monotonic --boottime | -muinpUCTrcf --mount --uts --ipc --net --pid --user --cgroup --time --fork --map-root-user --map-current-user --map-auto --mount-proc --mount-binfmt --kill-child --keep-caps | words shell | NAME -S 0 CMD",
    "nsenter | | 0 | -tSGWN --target --setuid --setgid --wdns --net-socket | -amuinpCUTFerwcZ --all --mount --uts --ipc --net --pid --user --cgroup --time --no-fork --env --root --wd --preserve-credentials --keep-caps --join-cgroup --user-parent --follow-context | words shell | NAME -W d CMD",
    "setpriv | | 0 | --reuid --regid --ruid --euid --rgid --egid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig --ptracer --selinux-label --apparmor-profile --landlock-access --landlock-rule --seccomp-filter | -d --dump --nnp --no-new-privs --clear-groups --keep-groups --init-groups --reset-env | words | NAME --reuid 0 CMD",
    "prlimit | | 0 | -po --pid --output | -cdefilmnqrstuvxy --noheadings --raw --verbose | words | NAME --nofile 10 CMD",
    "choom | | 0 | -np --adjust --pid | | words | NAME -n 5 -- CMD",
    "runuser | | 0 | -ugGcswT --user --group --supp-group --command --session-command --shell --whitelist-environment | -flmpP --fast --login --preserve-environment --pty | words | NAME -u a -- CMD",
    "su runuser | | 9 | -cgGsTw --command --group --session-command --shell --supp-group --whitelist-environment | -flmpP --fast --login --preserve-environment --pty | own shell-unless:-u,--user | NAME -s /bin/sh - a <<< CMD",
    "newgrp batch | | 9 | | | own shell | NAME <<< CMD",
    "script | | 1 | -BcEIOoTm --command --echo --log-in --log-io --log-out --log-timing --logging-format --output-limit | -aefqt --append --return --flush --force --quiet --timing | words shell | NAME -q f CMD",
    "setsid | | 0 | | -cfw --ctty --fork --wait | words | NAME -w CMD",
    "command builtin nohup catchsegv busybox toybox coreutils shx | | 0 | | -pvV | words | NAME CMD",
    "unbuffer rlwrap | | 0 | -CHflbBmMz | -acinrp | words | NAME CMD",
    "ld.so | | 0 | --library-path --preload --argv0 --audit --glibc-hwcaps-mask --glibc-hwcaps-prepend --inhibit-rpath | --list --verify --inhibit-cache | words | NAME --preload x CMD",
    "xvfb-run | | 0 | -efnpsw --auth-file --error-file --server-args --server-num --xauth-protocol --wait | -al --auto-servernum --listen-tcp | words | NAME -s x CMD",
    "dbus-run-session | | 0 | --config-file --dbus-daemon | | words | NAME -- CMD",
    "ssh-agent | | 0 | -aEtPO | -cDdksT | words | NAME -t 5 CMD",
    "sshpass | | 0 | -dfpP | -ev | words | NAME -p x CMD",
    "fakeroot fakechroot fakeroot-ng | | 0 | -bils --lib --faked --fd-base | -hvu --unknown-is-real | words shell | NAME -- CMD",
    "firejail | | 0 | | -c | words shell | NAME --private --net=none CMD",
    "bwrap proot | | 0-64 | | | words | NAME --bind / / CMD",
    "entr | | 0 | | -acdnprsxz | words | NAME -r CMD",
    "valgrind heaptrack | | 0 | | -qdv | words | NAME --tool=memcheck CMD",
    "perf | record | 0 | -CDFGcejmoprtu --call-graph --cpu --event --output --filter | -abdghIinNPqRsSTvW | words | NAME record -e x -- CMD",
    "perf | stat | 0 | -CDGIMexort --cpu --event --output --repeat | -aAdgiSvn | words | NAME stat -e x CMD",
    "perf | trace | 0 | -CDGeoptu --event --output | -aAfsSTv | words | NAME trace -e x CMD",
    "perf | mem,sched,kmem,lock record | 0 | | | words | NAME mem record CMD",
    "rr | record | 0 | -cnsuv | -hw | words | NAME record CMD",
    "lldb | | 0 | -acfklnopsSw --arch --core --file --name --one-line --pid --source | -bdeQxX --batch | words | NAME -b -- CMD",
    "hyperfine | | 0 | -cCLmMnPprsSuw --cleanup --conclude --export-asciidoc --export-csv --export-json --export-markdown --input --max-runs --min-runs --command-name --output --parameter-list --prepare --reference --runs --setup --shell --sort --style --time-unit --warmup | -iN --ignore-failure --show-output | each | NAME -w 3 CMD",
    "concurrently | | 0 | -cnpslm --names --name-separator --success --prefix --prefix-colors --prefix-length --max-processes --restart-tries --restart-after | -grk --raw --kill-others --kill-others-on-fail --group | each | NAME CMD",
    "pee | | 0 | | | each | NAME CMD",
    "watch | | 0 | -nqs --equexit --interval --shotsdir | -bcCdefgprtwx --beep --chgexit --color --differences --errexit --exec --no-color --no-title --no-rerun --no-wrap --precise --follow | script | NAME -dn 5 CMD",
    "watchexec | | 0 | -dEefisw --debounce --delay-run --env --exts --filter --ignore --project-origin --shell --signal --stop-signal --stop-timeout --watch --workdir | -chnNpqrv --clear --no-shell --postpone --restart | script | NAME -e rs CMD",
    "parallel sem env_parallel | | 0 | -aCdEIjLnNPsST --arg-file --arg-sep --basefile --bf --block --colsep --delay --delimiter --env --halt --id --joblog --jobs --limit --load --max-args --max-procs --memfree --nice --profile --results --retries --return --rpl --sshlogin --sshloginfile --tagstring --timeout --tmpdir --trc --wd --workdir | -0kmqrtuvXx --bar --dry-run --eta --group --keep-order --line-buffer --null --pipe --progress --quote --resume --tag --verbose --will-cite --xargs | own | NAME --colsep , CMD ::: x",
    "cross-env | | 0 | | | words | NAME A=1 CMD",
    "cross-env-shell | | 0 | | | script | NAME A=1 CMD",
    "gosu su-exec setuidgid s6-setuidgid envdir logsave faketime | | 1 | -f | -a | words | NAME x CMD",
    "tini dumb-init | | 0 | -cepr --rewrite --single-child | -gsvw --verbose | words | NAME -- CMD",
    "eatmydata torsocks torify tsocks proxychains proxychains4 chronic ifne retry ts tsp ccache distcc sccache bear caffeinate | | 0 | -dEfLNt | -aBfinqmsu | words | NAME CMD",
    "numactl | | 0 | -CimNp --cpunodebind --interleave --membind --physcpubind --preferred | -l --localalloc | words | NAME -N 0 CMD",
    "cpulimit trickle cgexec | | 0 | -dgelpuLP --limit | -sziv | words | NAME -l 5 CMD",
    "systemd-cat systemd-inhibit | | 0 | -ptP --identifier --priority --mode --what --who --why | | words | NAME -t a CMD",
    "mpirun mpiexec srun | | 0-9 | -nNcptJH -np | | words | NAME -np 2 CMD",
    "ip | netns,vrf exec | 1 | -n --netns | -46abcdhijoprstV | words | NAME netns exec n CMD",
    "start-stop-daemon | | 0 | -acdgknNprRsux --chdir --chroot --chuid --exec --group --name --nicelevel --pidfile --retry --signal --startas --user | -bmoqStTv --background --make-pidfile --oknodo --quiet --start --stop | words:-x,--exec,-a,--startas | NAME --start --exec rm -- -rf x",
    "runcon | | 0-1 | -lrtu --range --role --type --user | -c --compute | words | NAME -t a CMD",
    "chpst | | 0 | -/CLUbcdeflmnoptu | -012Pv | words | NAME -u a -e d CMD",
    "flatpak-spawn | | 0 | --directory --env --forward-fd | --clear-env --host --latest-version --no-network --sandbox --watch-bus | words | NAME --host CMD",
    "corepack | | 0 | | | words | NAME npm exec -- CMD",
    "gnome-terminal kgx | | 0 | | | words | NAME -- CMD",
  };

  /** What they are for is the place: a container, a machine, a project's environment. */
  private static final String[] ELSEWHERE = {
    "ssh autossh | | 1 | -BbcDEeFIiJLlMmOoPpQRSWw | -1246AaCfGgKkNnqsTtVvXxYy | script shell | NAME h -p 22 CMD",
    "mosh | | 1 | -p --bind-server --client --family --port --predict --server --ssh | -46an --local --no-init --no-ssh-pty | words | NAME h -- CMD",
    "nix-shell | | 99 | | | own shell | NAME -p a b <<< CMD",
    "docker podman nerdctl | exec | 1 | -euw --detach-keys --env --env-file --user --workdir | -dit --detach --interactive --privileged --tty | words | NAME --context x exec -u a c CMD",
    "docker podman nerdctl | container exec | 1 | -euw --detach-keys --env --env-file --user --workdir | -dit --detach --interactive --privileged --tty | words | NAME container exec c CMD",
    "docker podman nerdctl | run,create | 1 | -acehlmpuvw --add-host --annotation --attach --blkio-weight --cap-add --cap-drop --cgroup-parent --cgroupns --cidfile --cpu-period --cpu-quota --cpu-shares --cpus --cpuset-cpus --cpuset-mems --detach-keys --device --dns --dns-option --dns-search --domainname --entrypoint --env --env-file --expose --gpus --group-add --health-cmd --health-interval --health-retries --health-timeout --hostname --ip --ip6 --ipc --isolation --label --label-file --link --log-driver --log-opt --mac-address --memory --memory-reservation --memory-swap --mount --name --net --network --network-alias --oom-score-adj --pid --pids-limit --platform --publish --pull --restart --runtime --secret --security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit --user --userns --uts --volume --volume-driver --volumes-from --workdir | -diPqt --detach --init --interactive --no-healthcheck --privileged --publish-all --quiet --read-only --replace --rm --sig-proxy --tty | words:--entrypoint | NAME run --rm -v a:b i CMD",
    "docker podman nerdctl | container run,create | 1 | -acehlmpuvw --entrypoint --env --env-file --mount --name --net --network --platform --publish --user --volume --workdir | -diPqt --detach --init --interactive --privileged --read-only --rm --tty | words:--entrypoint | NAME container run i CMD",
    "docker podman nerdctl | compose exec | 1 | -euw --env --index --user --workdir | -dT --detach --no-tty --no-TTY --privileged | words | NAME compose -f f exec -T s CMD",
    "docker podman nerdctl | compose run | 1 | -elpuvw --cap-add --cap-drop --entrypoint --env --env-from-file --label --name --publish --pull --user --volume --workdir | -diPqT --build --detach --interactive --no-deps --no-TTY --quiet-pull --remove-orphans --rm --service-ports --use-aliases | words:--entrypoint | NAME compose run --rm s CMD",
    "docker-compose podman-compose | exec | 1 | -euw --env --index --user --workdir | -dT --detach --no-TTY --privileged | words | NAME exec s CMD",
    "docker-compose podman-compose | run | 1 | -elpuvw --entrypoint --env --label --name --publish --user --volume --workdir | -dT --detach --no-deps --no-TTY --rm --service-ports --use-aliases | words:--entrypoint | NAME run s CMD",
    "podman buildah | unshare | 0 | | --rootless-netns | words | NAME unshare CMD",
    "kubectl oc | exec,run,debug,rsh | 1 | -cfn --container --filename --image --namespace --pod-running-timeout --context --cluster --kubeconfig --target --env --labels --overrides --port --restart --copy-to --profile | -iqt --stdin --tty --quiet --rm --command --attach --no-tty | words | NAME exec -it p -c c -- CMD",
    "lxc incus | exec | 1 | --cwd --env --group --mode --user | -nTt --disable-stdin | words | NAME exec c -- CMD",
    "machinectl | shell | 1 | -EMp --setenv --uid | -q --quiet | words shell | NAME shell c CMD",
    "singularity apptainer | exec,run | 1 | -BHSWo --bind --env --home --pwd --workdir --overlay | -cCefu --cleanenv --contain --fakeroot --nv --writable | words | NAME exec i CMD",
    "uv | run | 0 | -pw --directory --env-file --extra --group --index --index-url --no-extra --no-group --only-group --package --project --python --with --with-editable --with-requirements | -mnqsv --active --all-extras --dev --exact --frozen --isolated --locked --module --no-dev --no-project --no-sync --offline --quiet --script | words | NAME run --with a CMD",
    "uv | tool run | 0 | -pw --from --index --python --with --with-editable | -qv --isolated | words | NAME tool run CMD",
    "uvx | | 0 | -pw --from --index --python --with --with-editable | -qv --isolated | words | NAME --from a CMD",
    "npm | exec,x | 0 | -cw --call --package --prefix --workspace | -yq --yes --no --workspaces --include-workspace-root --silent | words | NAME exec --package=p -- CMD",
    "npx pnpx bunx | | 0 | -cpw --call --package --workspace | -yq --yes --no --no-install --quiet --bun --silent | words | NAME -y CMD",
    "pnpm | dlx | 0 | -CF --dir --filter --package --allow-build | -crsw --parallel --recursive --reporter-hide-prefix --shell-mode --silent | words | NAME -r dlx CMD",
    "yarn | dlx,run | 0 | -p --cwd --package | -qs --quiet --silent --inspect --top-level --binaries-only | words | NAME dlx CMD",
    "bun | x,run | 0 | -p --cwd --package | -b --bun --silent | words | NAME x CMD",
    "bun | exec | 0 | --cwd | | each | NAME exec CMD",
    "poetry pipenv pdm hatch rye pixi | run | 0 | -CePpf --directory --environment --env --feature --manifest-path --project --python --venv | -qv --frozen --locked --quiet | words | NAME run CMD",
    "pipx | run | 0 | --fetch-python --index-url --pip-args --python --spec | -qv --no-cache --pypackages | words | NAME run --spec a CMD",
    "tox | exec,e | 0 | -ec --workdir | -qv | words | NAME exec -e py -- CMD",
    "bundle | exec | 0 | --gemfile | --keep-file-descriptors | words | NAME exec CMD",
    "rbenv pyenv nodenv goenv jenv asdf volta fnm | exec,run | 0 | --bundled-npm --node --npm --pnpm --using --yarn | --quiet | words | NAME exec CMD",
    "mise rtx | exec,x | 0-9 | -cCEj --call --cd --command --env --jobs | -qvy --quiet --yes --raw | words | NAME exec node@20 -- CMD",
    "direnv | exec | 1 | | | words | NAME exec . CMD",
    "conda mamba micromamba | run | 0 | -anp --attach --cwd --name --prefix | -v --live-stream --no-capture-output --dev --clean-env | words | NAME run -n e CMD",
    "dotenv | | 0 | -cepvfq --export --file | -io --override | words | NAME -e .env -- CMD",
    "dotenv dotenvx doppler op infisical teller | run | 0 | -cefpv --command --config --env --env-file --name-transformer --path --project --projectId --token | -q --no-masking --overload --override --quiet --watch | words | NAME run -- CMD",
    "aws-vault | exec | 1 | -dnt --duration --region --mfa-token | -js --ec2-server --json --no-session --server | words shell | NAME exec p -- CMD",
    "chamber | exec | 0-9 | -brs --backend | --pristine --strict | words | NAME exec s -- CMD",
    "heroku | run | 0 | -ars --app --env --exit-code --remote --size --type | -x --no-tty --no-notify | words | NAME run -a b CMD",
    "rsh remsh | | 1 | -kl | -KTdnx | script shell | NAME -l a h CMD",
    "tsh | ssh | 1 | -DLRilp --cluster --identity --login --port --proxy --ttl --user | -ANt --local --no-remote-exec --tty | script shell | NAME --proxy x ssh -l a h CMD",
    "coder | ssh | 1 | --wait | | script shell | NAME ssh a CMD",
    "pdsh clush dsh | | 0 | -MPRXfglmortuwx | -BDLSVabcdhikNnqv | script | NAME -w h CMD",
    "pssh parallel-ssh | | 0 | -HOXehloptx --errdir --extra-args --host --hosts --options --outdir --par --timeout --user | -AIPivV --askpass --inline --print --send-input --verbose | script | NAME -i -h l CMD",
    "adb | shell,exec-out,exec-in | 0 | -e | -Tntx | script shell | NAME -s d shell CMD",
    "vagrant | ssh | 9 | | | own shell | NAME ssh a <<< CMD",
    "gcloud | compute ssh | 1 | --account --command --configuration --container --project --ssh-flag --ssh-key-file --zone | --dry-run --force-key-file-overwrite --internal-ip --plain --quiet --tunnel-through-iap | script shell | NAME compute ssh h --zone a -- CMD",
    "fly flyctl | ssh console | 9 | | | own shell | NAME ssh console -a b <<< CMD",
    "nix | develop,shell | 9 | | | own shell | NAME develop .#a <<< CMD",
    "poetry pipenv hatch | shell | 9 | | | own shell | NAME shell <<< CMD",
    "wsl | | 0 | -du --cd --distribution --shell-type --user | -e --exec --system | words shell | NAME -d a -- CMD",
    "docker | service create | 1 | -elpuw --constraint --env --limit-cpu --limit-memory --mode --mount --name --network --publish --replicas --reserve-memory --secret --user --workdir | -dqt --detach --init --quiet --read-only --tty | words:--entrypoint | NAME service create --name n i CMD",
    "docker | debug | 1 | -c --command --host --platform --shell | | own:-c,--command | NAME debug -c 'CMD' a",
    "podman | machine ssh | 0-1 | --username | -q | loose shell | NAME machine ssh a CMD",
    "buildah | run | 1 | -eruv --add-history --env --hostname --mount --network --runtime --user --volume --workingdir | -t --tty --terminal | words | NAME run -v a:b c CMD",
    "kubectl oc | create job,cronjob | 1 | -fno --context --from --image --namespace --output --restart --schedule | | words | NAME create job a --image=b -- CMD",
    "k3s microk8s minikube | kubectl | 0 | | | as:kubectl | NAME kubectl -- exec p -- CMD",
    "crictl | exec | 1 | -r --runtime-endpoint --timeout --transport | -ist --interactive --sync --tty | words | NAME exec -it a CMD",
    "ctr | t,task,tasks exec | 1 | --cwd --exec-id --fifo-dir --log-uri --user | -dt --detach --tty | words | NAME -n x t exec --exec-id 1 a CMD",
    "nomad | alloc exec | 1 | -e -job -namespace -region -task | -i -m -t | words | NAME alloc exec -task t a CMD",
    "consul | exec | 0 | -node -prefix -service -tag | | loose | NAME exec -service a CMD",
    "consul | lock | 1 | -monitor-retry -n -name -timeout | -child-exit-code -pass-stdin -try -verbose | loose | NAME lock a CMD",
    "lxc-attach lxc-execute | | 0 | -Paglnosuv --arch --gid --keep-var --logfile --logpriority --lxcpath --name --namespaces --set-var --uid | -Rdeq --clear-env --keep-env --quiet | words shell | NAME -n a -- CMD",
    "pct | exec | 1 | | --keep-env | words | NAME exec 100 -- CMD",
    "pct | enter | 9 | | | own shell | NAME enter 100 <<< CMD",
    "qm | guest exec | 1 | --pass-stdin --synchronous --timeout | | words | NAME guest exec 100 -- CMD",
    "multipass | exec | 1 | -d --working-directory | -nv --no-map-working-directory | loose | NAME exec a -- CMD",
    "multipass | shell | 9 | | | own shell | NAME shell a <<< CMD",
    "limactl | shell | 1 | --shell --workdir | --debug --preserve-env | loose shell | NAME shell a CMD",
    "lima | | 0 | | | loose shell | NAME CMD",
    "minikube | ssh | 0 | -lnp --node --profile | --native-ssh | loose shell | NAME ssh -n x -- CMD",
    "colima | ssh | 0 | -p --profile | | loose shell | NAME ssh -- CMD",
    "systemd-nspawn | | 0 | -DELMSZiju --background --bind --bind-ro --chdir --console --directory --image --link-journal --machine --network-zone --property --setenv --slice --tmpfs --user --uuid | -PUabnqtx --as-pid2 --boot --ephemeral --keep-unit --network-veth --private-network --quiet --read-only --volatile | words shell | NAME -D / CMD",
    "schroot | | 0 | -cdnosu --chroot --directory --option --session-name --shell --user | -abefilpqrv --all --preserve-environment --quiet --run-session --verbose | words shell | NAME -c a -- CMD",
    "toolbox | run | 0 | -cdr --container --distro --preserve-fds --release | -vy --assumeyes --verbose | words | NAME run -c a CMD",
    "toolbox | enter | 9 | | | own shell | NAME enter a <<< CMD",
    "distrobox | enter | 0-1 | -an --additional-flags --name | -HTdev --clean-path --dry-run --no-tty --no-workdir --root --verbose | words shell | NAME enter -n a -- CMD",
    "distrobox-enter | | 0-1 | -an --additional-flags --name | -HTdev --clean-path --no-tty --no-workdir --root --verbose | words shell | NAME a -- CMD",
    "flatpak | run | 1 | --arch --branch --cwd --command | | own:--command | NAME run --command=rm a -rf x",
    "devcontainer | exec | 0 | --config --container-id --docker-path --id-label --log-level --override-config --remote-env --terminal-columns --workspace-folder | --skip-feature-auto-mapping | words | NAME exec --workspace-folder . CMD",
    "npm | explore | 1 | | | loose shell | NAME explore a -- CMD",
    "yarn | exec | 0 | -p --cwd --package | -qs --quiet --silent | loose | NAME exec CMD",
    "yarn | workspace | 1 | | | as:yarn | NAME workspace a exec CMD",
    "yarn | workspaces foreach | 0 | -j --exclude --from --include --jobs --since | -ARWiptv --all --interlaced --parallel --recursive --topological --verbose --worktree | as:yarn | NAME workspaces foreach -A --include a exec CMD",
    "yarn | workspaces run | 0 | | | as:yarn | NAME workspaces run exec CMD",
    "pnpm | exec | 0 | -CF --dir --filter | -crsw --parallel --recursive --shell-mode --silent | loose | NAME exec CMD",
    "deno | task | 0 | -c --config --cwd | -q --eval --quiet | loose | NAME task --eval 'CMD'",
    "lerna nx | exec | 0 | --concurrency --ignore --loglevel --scope --since | --no-bail --no-prefix --no-private --no-sort --parallel --stream | loose | NAME exec --scope a -- CMD",
    "composer | exec | 0 | -d --working-dir | -lnqv --list --no-interaction --quiet --verbose | loose | NAME exec CMD",
    "composer | global exec | 0 | -d --working-dir | -lnqv --list --no-interaction --quiet --verbose | loose | NAME global exec CMD",
    "stack cabal dune opam | exec | 0 | -j --cwd --package --profile --resolver --root --stack-yaml --switch | -v --no-build | loose | NAME exec -- CMD",
    "pixi | exec,x | 0 | -cps --channel --platform --spec --with | -f --force-reinstall | words | NAME exec -s a CMD",
    "nvm n | exec | 0-1 | | --silent | words | NAME exec 20 CMD",
    "sops | exec-env,exec-file | 1 | --filename --user | --background --no-fifo --pristine | each | NAME exec-env a CMD",
    "saml2aws | exec | 0 | -ap --exec-profile --idp-account --profile | | words | NAME exec -- CMD",
    "terragrunt | exec | 0 | --working-dir | | words | NAME exec -- CMD",
    "gh | codespace,cs ssh | 0 | -cR --codespace --profile --repo --repo-owner --server-port | -d --debug --config | script shell | NAME codespace ssh -c a -- CMD",
  };

  private WrapperTable() {}

  /** Those whose command runs here. */
  static Table<Wrapper> here() {
    return Read.HERE;
  }

  /** Those whose command runs in another place. */
  static Table<Wrapper> elsewhere() {
    return Read.ELSEWHERE;
  }

  private static final class Read {
    static final Table<Wrapper> HERE = new Table<>(new Wrapper.Reader(), WrapperTable.HERE);
    static final Table<Wrapper> ELSEWHERE =
        new Table<>(new Wrapper.Reader(), WrapperTable.ELSEWHERE);
  }
}
