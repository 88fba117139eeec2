package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Other ways of writing what asks: none is let through. */
class EvasionTest {

  /** Each does what {@code rm -rf x} does, inside the boundary too, and is read as that. */
  private static final String DANGER =
      """
      rm -rf x
      'rm' "-rf" x
      \\rm -rf x
      r\\m -r\\f x
      r''m -r""f x
      $'rm' -rf x
      $'\\x72m' -rf x
      $'\\162\\155' $'\\55rf' x
      $(echo rm) -rf x
      `echo rm` -rf x
      r$(echo m) -rf x
      $x -rf x
      ${x:-rm} -rf x
      ${x} -rf x
      $SHELL -c 'rm -rf x'
      ${0} -c 'rm -rf x'
      rm${IFS}-rf${IFS}x
      rm$IFS-rf x
      {rm,-rf,x}
      r[m] -rf x
      r? -rf x
      /bin/r* -rf x
      X=rm; $X -rf x
      X=-rf; rm $X x
      X='-rf x'; rm $X
      set -- rm -rf x; "$@"
      a=(rm -rf x); "${a[@]}"
      /bin/rm -rf x
      /usr/bin/../bin/rm -rf x
      ⌂/bin/rm -rf x
      ./../../bin/rm -rf x
      /lib64/ld-linux-x86-64.so.2 /bin/rm -rf x
      rm -r x
      rm -R x
      rm --recursive x
      rm --recurs x
      rm -v -f x
      rm x -rf
      rm -- -x; rm -f y
      true; rm -rf x
      true && rm -rf x
      false || rm -rf x
      true | rm -rf x
      true & rm -rf x
      (rm -rf x)
      { rm -rf x; }
      ! rm -rf x
      if true; then rm -rf x; fi
      if rm -rf x; then true; fi
      while rm -rf x; do break; done
      for i in x; do rm -rf $i; done
      for i in $(rm -rf x); do true; done
      case x in x) rm -rf x;; esac
      case $(rm -rf x) in a) ;; esac
      f() { rm -rf x; }; f
      function f { rm -rf x; }; f
      ls() { rm -rf x; }; ls
      echo "$(rm -rf x)"
      echo `rm -rf x`
      echo "${a:-$(rm -rf x)}"
      echo $(( $(rm -rf x) + 1 ))
      a=$(rm -rf x)
      a[$(rm -rf x)]=1
      x='a[$(rm -rf x)]'; echo $((x))
      x='a[$(rm -rf x)]'; [[ $x -eq 1 ]]
      x='$(rm -rf x)'; echo ${x@P}
      cat <(rm -rf x)
      cat > >(rm -rf x)
      cat <<< "$(rm -rf x)"
      cat <<E⏎$(rm -rf x)⏎E
      bash <<E⏎rm -rf x⏎E
      bash <<'E'⏎rm -rf x⏎E
      bash -s <<< 'rm -rf x'
      echo 'rm -rf x' | sh
      echo 'rm -rf x' | bash -s
      printf 'rm -rf x' | sh -
      cat <<'E' | sh⏎rm -rf x⏎E
      sh -c 'rm -rf x'
      sh -c "rm -rf x"
      sh -c rm\\ -rf\\ x
      bash -c "$(echo rm -rf x)"
      bash -c "$x"
      bash -euo pipefail -c 'rm -rf x'
      bash --norc -c 'rm -rf x'
      sh -c 'sh -c "rm -rf x"'
      eval rm -rf x
      eval "rm -rf x"
      eval 'r''m' -rf x
      eval "$x"
      eval $(echo rm -rf x)
      trap 'rm -rf x' EXIT
      alias l='rm -rf x'
      env rm -rf x
      env -i A=1 rm -rf x
      env -S 'rm -rf x'
      env -S'rm -rf' x
      A=1 rm -rf x
      > log rm -rf x
      2>&1 rm -rf x
      command rm -rf x
      builtin eval 'rm -rf x'
      exec rm -rf x
      nohup rm -rf x
      nice -n 5 rm -rf x
      timeout 5 rm -rf x
      time rm -rf x
      sudo rm -rf x
      sudo -E -u root -- rm -rf x
      sudo sh -c 'rm -rf x'
      doas rm -rf x
      setsid rm -rf x
      stdbuf -o0 rm -rf x
      busybox rm -rf x
      busybox sh -c 'rm -rf x'
      flock l rm -rf x
      strace -f rm -rf x
      unshare -r rm -rf x
      chroot . rm -rf x
      xargs rm -rf < list
      echo x | xargs rm -rf
      echo x | xargs -I{} rm -rf {}
      echo x | xargs -I{} sh -c 'rm -rf {}'
      find . -exec rm -rf {} +
      find . -execdir rm -r {} \\;
      find . -ok rm -f {} \\;
      find . -delete
      find . -type f -exec sh -c 'rm -rf "$0"' {} \\;
      parallel rm -rf ::: x
      parallel 'rm -rf {}' ::: x
      watch rm -rf x
      ssh localhost rm -rf x
      ssh -o ProxyCommand='rm -rf x' host
      ssh -oLocalCommand='rm -rf x' host
      git -c core.pager='rm -rf x' log
      git -c alias.a='!rm -rf x' a
      git -c core.sshCommand='rm -rf x' fetch
      git -c core.fsmonitor='rm -rf x' status
      git clone --upload-pack='rm -rf x' a b
      git clone -u 'rm -rf x' a b
      git fetch --upload-pack 'rm -rf x' a
      git ls-remote --upload-pack='rm -rf x' a
      git push --receive-pack='rm -rf x' a
      git archive --remote=a --exec='rm -rf x'
      git grep -O'rm -rf' x
      git grep --open-files-in-pager='rm -rf x' x
      git difftool -x 'rm -rf x'
      git difftool --extcmd='rm -rf x'
      git rebase --exec 'rm -rf x' main
      git bisect run rm -rf x
      git submodule foreach 'rm -rf x'
      git filter-branch --tree-filter 'rm -rf x'
      GIT_PAGER='rm -rf x' git log
      PAGER='rm -rf x' git log
      GIT_SSH_COMMAND='rm -rf x' git fetch
      GIT_EXTERNAL_DIFF='rm -rf x' git diff
      EDITOR='rm -rf x' git commit
      export PAGER='rm -rf x'; git log
      declare -x GIT_EDITOR='rm -rf x'; git commit
      env PAGER='rm -rf x' man ls
      MANPAGER='rm -rf x' man ls
      LESSOPEN='|rm -rf x' less a
      man -P 'rm -rf x' ls
      rg --pre 'rm -rf x' a
      rg --hostname-bin='rm -rf x' a
      tar cf a b --checkpoint=1 --checkpoint-action=exec='rm -rf x'
      tar xf a --to-command='rm -rf x'
      tar cf a b -I 'rm -rf x'
      tar cf a b --use-compress-program='rm -rf x'
      rsync -e 'rm -rf x' a b:c
      zip a b -T -TT 'rm -rf x'
      sort --compress-program='rm -rf x' a
      split --filter='rm -rf x' a
      rm –rf x
      rm　-rf x
      rm\u00a0-rf x
      ｒｍ -rf x
      rm -rf x #' '
      # a⏎rm -rf x
      echo a # b⏎rm -rf x
      echo "a⏎b"; rm -rf x
      echo 'a'\\''b'; rm -rf x
      echo a\\⏎; rm -rf x
      RM -rf x
      SUDO RM -rf x
      {fd}>f rm -rf x
      {fd}</dev/null rm -rf x
      hash -p /bin/rm ls; ls -rf x
      builtin hash -p /bin/rm ls; ls -rf x
      command alias ls='rm -rf x'
      builtin alias ls='rm -rf x'
      BASH_ALIASES[ls]='rm -rf x'
      env 'BASH_FUNC_ls%%=() { rm -rf x; }' bash -c ls
      . /dev/stdin <<< 'rm -rf x'
      . <(echo rm -rf x)
      echo 'rm -rf x' | . /dev/stdin
      source //dev/stdin <<< 'rm -rf x'
      bash //dev/stdin <<< 'rm -rf x'
      bash /dev/../dev/stdin <<< 'rm -rf x'
      { bash; } <<< 'rm -rf x'
      (sh) <<< 'rm -rf x'
      if true; then sh; fi <<< 'rm -rf x'
      while true; do sh; done <<E⏎rm -rf x⏎E
      exec <<< 'rm -rf x'; bash
      bash <&5 5<<< 'rm -rf x'
      tee >(sh) <<< 'rm -rf x'
      echo 'rm -rf x' > >(sh)
      curl x > >(sh)
      bash --rcfile <(echo rm -rf x) -i
      BASH_ENV='$(rm -rf x)' bash -c ls
      ENV='$(rm -rf x)' sh -i
      PS4='$(rm -rf x)'; set -x; ls
      env SHELLOPTS=xtrace 'PS4=$(rm -rf x)' bash -c ls
      mapfile -C 'rm -rf x #' -c 1 <<< a
      compgen -C 'rm -rf x' a
      compgen -W '$(rm -rf x)'
      x='a[$(rm -rf x)]'; echo ${!x}
      declare -n r='a[$(rm -rf x)]'; echo $r
      declare -i n='a[$(rm -rf x)]'
      typeset -i n; read n <<< 'a[$(rm -rf x)]'
      test -v 'a[$(rm -rf x)]'
      [ -v 'a[$(rm -rf x)]' ]
      printf -v 'a[$(rm -rf x)]' x
      read 'a[$(rm -rf x)]' <<< 1
      unset 'a[$(rm -rf x)]'
      let 'a[$(rm -rf x)]=1'
      y='$'; x="a[$y(rm -rf x)]"; ((x))
      printf -v x 'a[\\x24(rm -rf x)]'; ((x))
      env -S 'rm\\_-rf\\_x'
      env -uSH rm -rf x
      env --uns X rm -rf x
      env --ch . rm -rf x
      nice --adj 5 rm -rf x
      timeout --sig KILL 5 rm -rf x
      stdbuf --out L rm -rf x
      flock --ti 3 f rm -rf x
      xargs --max-a 1 rm -rf
      xargs --process-slot-var X rm -rf
      sudo --us root rm -rf x
      unshare -U -w . rm -rf x
      unshare -U --wd . rm -rf x
      setpriv --reuid 0 rm -rf x
      nohup a=/../../../../../bin/rm -rf x
      git -c alias.x='reset --hard' x
      git -c alias.x='push --force' x
      /usr/lib/git-core/git-reset --hard
      git-push --force
      git --config-env=alias.x=V x
      GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=alias.x GIT_CONFIG_VALUE_0='!rm -rf x' git x
      GIT_CONFIG_PARAMETERS="'alias.x=!rm -rf x'" git x
      git config alias.x '!rm -rf x'; git x
      git clone --upload-pac='rm -rf x;' . y
      git clone -u'rm -rf x;' . y
      git push --receive='rm -rf x;' . HEAD
      git difftool -yx 'rm -rf x;:'
      git submodule --quiet foreach 'rm -rf x'
      git submodule foreach -q 'rm -rf x'
      git bisect run sh -c 'rm -rf x'
      git -c clean.requireForce=false clean -d
      git send-pack --force . main
      git checkout .
      git restore .
      git rm -rf .
      tar -cI 'rm -rf x;cat' -f a f
      tar --use='rm -rf x' -cf a f
      tar --to-comm='rm -rf x' -xf a
      tar --checkpoint-act=exec='rm -rf x' --checkpoint=1 -cf a f
      split --filt='rm -rf x' f
      fish -c 'rm -rf x'
      tmux new-session -d 'rm -rf x'
      systemd-run rm -rf x
      at now <<< 'rm -rf x'
      ssh h -p 22 rm -rf x
      ssh h -- rm -rf x
      ssh -o proxycommand='rm -rf x' host
      ssh -oproxycommand='rm -rf x' host
      ssh -o 'ProxyCommand rm -rf x' host
      ssh -o ' ProxyCommand = rm -rf x' host
      ssh -vo LOCALCOMMAND='rm -rf x' host
      ssh host -o RemoteCommand='rm -rf x'
      scp -o KnownHostsCommand='rm -rf x' a h:b
      scp -S 'rm -rf x' a h:b
      watch --interval 5 rm -rf x
      watch -dn 5 rm -rf x
      parallel -a list rm -rf
      parallel -I % rm -rf % ::: x
      parallel --unknown y rm -rf ::: x
      parallel ::: 'rm -rf x'
      prlimit --nofile 10 rm -rf x
      chrt -o rm -rf x
      taskset --cpu-list 0 rm -rf x
      setarch -R rm -rf x
      setarch x86_64 -R rm -rf x
      chroot --userspec root / rm -rf x
      flock --unknown 4 f rm -rf x
      runuser -u bob -- rm -rf x
      su bob --session-command='rm -rf x'
      script -q /dev/null rm -rf x
      bwrap --ro-bind / / rm -rf x
      ls | entr -cs 'rm -rf x'
      gdb -q -batch -ex run --args rm -rf x
      perf stat -e cycles rm -rf x
      hyperfine -N ls 'rm -rf x'
      hyperfine --prepare 'rm -rf x' ls
      /usr/bin/time -f %e rm -rf x
      cd /dev; bash stdin <<< 'rm -rf x'
      cd /dev/fd; bash 0 <<< 'rm -rf x'
      cd /dev; bash fd/0 <<< 'rm -rf x'
      cd /proc; bash self/fd/0 <<< 'rm -rf x'
      cd /dev/fd; . ./0 <<< 'rm -rf x'
      ln -s /dev/stdin q; bash q <<< 'rm -rf x'
      f() { bash; }; f <<< 'rm -rf x'
      f() { bash; }; f < file
      f() { sh; }; echo 'rm -rf x' | f
      function f { sh -s; }; f <<E⏎rm -rf x⏎E
      f() ( bash ); f <<< 'rm -rf x'
      f() { g; }; g() { bash; }; f <<< 'rm -rf x'
      rsync -ae 'rm -rf x' a b:c
      rsync -avzPhe 'rm -rf x' a b:c
      rsync -ae'rm -rf x' a b:c
      rsync --rsh='rm -rf x' a b:c
      tar cIf 'rm -rf x' a b
      tar -I'rm -rf x' -cf a b
      docker --context x exec c rm -rf x
      docker run --rm --name n -v "$PWD":/w -w /w i sh -c 'rm -rf x'
      docker run --entrypoint rm i -rf x
      docker run --entrypoint=sh i -c 'rm -rf x'
      docker compose -f f exec -T s rm -rf x
      kubectl -n ns exec deploy/a -c c -- sh -c 'rm -rf x'
      uv run --with a rm -rf x
      npx -c 'rm -rf x'
      npx shx rm -rf x
      pnpm exec -c 'rm -rf x'
      nix develop . --command rm -rf x
      nix-shell -p a --run 'rm -rf x'
      mise exec node@20 -- rm -rf x
      conda run --no-capture-output -p x rm -rf x
      make SHELL='rm -rf x'
      make X='$(shell rm -rf x)'
      fd . -x rm -rf {}
      ip netns exec n rm -rf x
      gcloud compute ssh h --command='rm -rf x'
      fly ssh console -C 'rm -rf x'
      start-stop-daemon --start --exec /bin/rm -- -rf x
      xterm -e rm -rf x
      git push --dry-run --no-dry-run --force
      git push --force --help
      git push -o --dry-run --force
      git push --force --receive-pack --dry-run
      git push --dry-run --force "$x"
      git push --force -- --dry-run
      git clean -fd -e -n
      git clean -fen
      npm publish --dry-run=false
      npm publish --dry-run false
      rsync -avn --no-n --delete a b
      kubectl delete pod a --dry-run=client --dry-run=none
      rm -rf x --help
      rm -rf --help x
      git checkout -- .
      git checkout -- a
      git checkout "$b"
      git push origin "$B"
      find "$d" -name '*.java'
      git rebase main
      git rebase -i HEAD~3
      psql <<< 'drop table a'
      psql a <<E⏎DROP TABLE a;⏎E
      echo 'drop table a' | psql
      printf 'truncate a;' | mysql db
      cat <<E | psql⏎drop table a⏎E
      docker exec -i db psql -U a <<< 'drop table a'
      echo 'drop database a' | docker exec -i db mysql
      sqlite3 -batch a "drop table b"
      psql -U a -h b -d c -c 'select 1; drop table a'
      psql -c "drop/**/table a"
      echo flushall | redis-cli
      gh -R a/b repo delete a/b --yes
      aws --region x dynamodb delete-table --table-name a
      npx prisma migrate reset --force
      bundle exec rake db:drop
      docker compose exec web rails db:drop
      npx rimraf x
      docker exec -it web bash -c "rm -rf /data"
      timeout 5 docker exec web rm -rf x
      npm --prefix a exec -- rm -rf x
      docker --tls run i rm -rf x
      kubectl --context a -n b exec p -- rm -rf x
      sudo docker exec c rm -rf x
      xargs -I{} docker exec {} rm -rf x
      uv run --python 3.12 rm -rf x
      ssh -F cfg host rm -rf x
      ssh user@host -- sudo rm -rf x
      ssh -W a:b host rm -rf x
      FOO=1 npx rimraf x
      env -i npx -p rimraf rimraf x
      npx --package=rimraf -- rimraf x
      npx rimraf@5 x
      bunx rimraf x
      pnpm dlx rimraf x
      pnpm rimraf x
      git push origin HEAD :a
      git push --force-with-lease=a origin a
      git -C d push -f
      nix shell nixpkgs#coreutils --command rm -rf x
      strace -- rm -rf x
      find . -exec docker exec c rm -rf {} \\;
      parallel -j 4 --dry-run rm -rf ::: x
      rlwrap -f a rm -rf x
      docker run i sh -c "$X"
      docker compose -p a -f b run --rm -e X=1 -v a:b s rm -rf x
      podman run --rm -it --entrypoint /bin/sh i -c 'rm -rf x'
      doas -u a -- rm -rf x
      flock -o -n f sh -c 'rm -rf x'
      su -s /bin/sh -c 'rm -rf x' a
      su a -s /bin/sh -c 'rm -rf x'
      script --return --quiet --command 'rm -rf x' /dev/null
      script -eqc'rm -rf x' /dev/null
      echo x | entr -p rm -rf x
      poetry -C d run rm -rf x
      cargo watch --shell 'rm -rf x'
      ssh -oProxyCommand=rm\\ -rf\\ x h
      ssh '-oProxyCommand rm -rf x' h
      rsync --rsh='sh -c "rm -rf x"' a b:c
      tar xf a --use-compress-prog='rm -rf x'
      bash -c 'f() { eval "$(cat)"; }; f <<< "rm -rf x"'
      f() { xargs rm -rf; }; f < a
      f() { cat | sh; }; f < a
      """;

  /** Each writes, or starts something, where a known-safe read is what it looks like. */
  private static final String READS =
      """
      cat a > b
      cat a >> b
      cat a >| b
      cat a <> b
      cat a &> b
      cat a >& b
      echo x > ~/.bashrc
      ls; > a
      cat < ~/.ssh/id_rsa
      cat ~/.ssh/id_rsa
      cat $HOME/.ssh/id_rsa
      cat "$f"
      cat .e*
      cat .en[v]
      cat {.env,}
      cat .env
      cat ./.env
      cat a/../.env
      head -c 9 .env
      grep x .env
      grep -f .env a
      base64 .env
      cat /proc/self/environ
      find . -exec cat {} +
      find . -fprintf a %p
      find . -fprint a
      find . -fls a
      find . -ok ls \\;
      sed -n 1e\\ id a
      sed -n 'w b' a
      sed 's/a/id/e' a
      sed -i 1p a
      sed --expression=1p a
      rg --pre cat a
      rg -z a
      rg --hostname-bin=id a
      base64 -o b a
      base64 --output=b a
      uniq a b
      git -C /other status
      git -c core.pager=id log
      git --git-dir=a log
      git --exec-path=. log
      git -p log
      git log --output=a
      git diff --ext-diff
      git show --textconv
      git log --exec=a
      git branch a
      git status; cd a && git status
      cd $x && cat a
      cd a; cd ..; cat ../.env
      pushd a; cat b
      PAGER=cat git log
      LD_PRELOAD=./a.so ls
      PATH=.:$PATH ls
      IFS=x ls
      export PATH=.:$PATH; ls
      export PAGER; git log
      typeset -x PAGER=cat; git log
      unset HISTFILE; ls
      source a; ls
      . ./a; ls
      hash -p ./a ls; ls
      enable -f ./a.so a; ls
      set -a; ls
      shopt -s expand_aliases; ls
      exec 2>a; ls
      read PATH < a; ls
      printf -v PATH .; ls
      ls() { cat; }; ls
      ./ls
      a/ls
      ~/bin/ls
      /tmp/ls
      ⌂/usr/bin/ls
      sudo ls
      env ls
      xargs ls
      awk 1 a
      awk 'BEGIN{system("id")}'
      tee a
      python3 -c 1
      node -e 1
      perl -e 1
      ssh host ls
      ls | tee a
      ls | sh
      cat a | sh
      echo $(id)
      echo `id`
      echo <(id)
      ls && make
      for PATH in .; do ls; done
      ((PATH=1)); ls
      cat <<E⏎$((PATH=1))⏎E⏎ls
      for x in 'a[$(touch p)]'; do cat <<< ${!x}; done
      git diff --no-index e .
      git log -p -- '.e*'
      grep -r x .
      grep -r --include='.e*' . .
      rg --hidden x
      rg x -g '.e*'
      rg -uuu x
      cat <<E⏎$SECRET⏎E
      grep -c . <<< "$SECRET"
      """;

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(line.replace('⏎', '\n').replace("⌂", "/proc/self/root"));
      }
    }
    return lines;
  }

  static Stream<String> danger() {
    return lines(DANGER).stream();
  }

  static Stream<String> reads() {
    return lines(READS).stream();
  }

  @ParameterizedTest
  @MethodSource("danger")
  void whatDestroysAsksInsideTheBoundary(String script) {
    Verdict verdict = Scene.run("workspace-write", "on-request", "bash", "-c", script);
    assertThat(verdict.decision()).as(Scene.line(verdict)).isEqualTo(Decision.ASK);
    assertThat(Scene.run("danger-full-access", "never", "bash", "-c", script).decision())
        .isEqualTo(Decision.LOG);
  }

  @ParameterizedTest
  @MethodSource("reads")
  void whatOnlyLooksLikeAReadAsks(String script) {
    Verdict verdict = Scene.run("workspace-write", "untrusted", "bash", "-c", script);
    assertThat(verdict.decision()).as(Scene.line(verdict)).isEqualTo(Decision.ASK);
  }

  @Test
  void whatOnlyReadsIsLetThrough() {
    for (String script :
        lines(
            """
            cat a | grep b | head -n 3
            cat a 2>/dev/null
            cat a 2>&1 | wc -l
            cat < a
            ls > /dev/null 2>&1
            if ls a; then cat a; else echo none; fi
            for i in 1 2 3; do echo a; done
            [[ -f a ]] && cat a
            (ls; pwd)
            ! grep a b
            case a in a) ls;; esac
            cat <<'E'⏎some text⏎E
            cd src && ls && cat a
            git status && git diff --stat
            sed -n 1,20p a
            # a comment⏎ls
            """)) {
      assertThat(Scene.line(Scene.run("workspace-write", "untrusted", "bash", "-c", script)))
          .as(script)
          .isEqualTo("allow | known-safe | known-safe read");
    }
  }

  @Test
  void ordinaryWorkIsNotAskedAboutInsideTheBoundary() {
    for (String script :
        lines(
            """
            npm ci && npm test 2>&1 | tail -40
            cd sub && make -j4 CC="ccache gcc" > log 2>&1; tail log
            for f in src/*.c; do gcc -c "$f" -o "build/$(basename "$f" .c).o"; done
            python3 - <<'E'⏎import json⏎print(json.load(open("a")))⏎E
            cat > a.py <<'E'⏎print(1)⏎E
            git add -A && git commit -m "$(cat <<'E'⏎A subject⏎⏎A body.⏎E⏎)"
            export PATH="$PWD/node_modules/.bin:$PATH" && tsc
            while read -r line; do echo "$line"; done < a
            if [ -f pom.xml ]; then mvn -q verify; elif [ -f build.gradle ]; then ./gradlew check; fi
            sed -i 's/a/b/g' $(grep -rl a src)
            find . -name '*.java' -print0 | xargs -0 grep -l foo
            timeout 60 cargo test --workspace -- --nocapture
            diff <(sort a) <(sort b) || true
            awk '{ sum += $1 } END { print sum }' a
            mkdir -p a/{b,c} && touch a/b/{1..3}
            echo "total: $(( $(wc -l < a) + 1 ))"
            arr=(a b c); echo "${arr[@]}" "${#arr[@]}"
            (cd docs && python3 -m http.server 8000) &
            [[ $(uname) == Linux ]] && ./run.sh --fast
            function build() { make "$@"; }; build all
            "$VENV/bin/python" -m pytest -x
            rm "./a b" old.txt
            node -e 'console.log(1)'
            curl -s u | python3 -m json.tool
            curl -s u | python3 -c 'import sys, json; print(json.load(sys.stdin)["a"])'
            curl -s u | awk '{print $1}'
            rm *.o
            rm "$dir"/*.log
            kill $PID
            kill "$(cat a.pid)"
            for i in 1 2 3; do echo $((i + 1)); done
            for f in *; do ((n++)); echo "$n $f"; done
            tar xzf "$f"
            tar czf a.tgz "$d"
            docker build -t "$tag" .
            docker rm "$c"
            docker rmi "$image"
            docker buildx build -t "$tag" --load .
            kubectl apply -f "$f"
            kubectl describe pod "$p"
            pg_restore -d "$db" a.dump
            pulumi up -s "$stack"
            zip -r "$out" src
            gh pr checkout "$n"
            gh api "repos/$r/pulls" --paginate
            curl -sSL "$url" -o a
            aws logs tail "$group" --follow
            pkill -f "$name"
            kill "$pid"
            rsync -a "$a/" "$b/"
            npm version patch
            terraform apply
            git fetch --all --prune
            git stash pop
            python3 $SCRIPT
            php $SCRIPT
            find . -name '*.py' | xargs python3 -m py_compile
            docker run --rm -v "$PWD":/w -w /w node:20 npm test
            docker run --rm -v $(pwd):/app -w /app img make
            docker run -d --name db -e POSTGRES_PASSWORD=x -p 5432:5432 postgres:16
            docker run --gpus all img python x.py
            docker run --rm $IMAGE make test
            docker exec $CONTAINER ls
            docker exec -it "$c" bash
            docker exec -i db psql -U a -c 'select 1'
            docker compose up -d
            docker compose exec web bundle exec rspec
            docker compose run --rm web rake db:migrate
            docker build -t a .
            docker ps -a
            docker logs -f web
            docker compose -f docker-compose.test.yml exec -T db pg_isready
            docker rm a
            kubectl exec $POD -- ls
            kubectl exec -it "$POD" -c app -- env
            kubectl logs -f deploy/a
            kubectl get pods -o json | jq .
            kubectl apply -f a.yaml
            kubectl run a --image=nginx --restart=Never --dry-run=client -o yaml
            npx eslint . --fix
            npx -y create-vite@latest app -- --template react
            npx tsc --noEmit
            npm exec -- tsc -p .
            npm run build -- --mode x
            npm install -D typescript
            npm ci
            npm test -- --grep 'a b'
            yarn run build
            yarn add a
            pnpm -r run build
            pnpm exec tsc
            pnpm dlx degit a b
            pnpm install --frozen-lockfile
            bun x tsc
            uv run pytest -x -k 'a and b'
            uv run python -c 'print(1)'
            uv run --with rich python x.py
            uvx ruff check .
            uv pip install -e .
            poetry run pytest
            poetry install
            pipenv run python manage.py migrate
            pipx run black .
            bundle exec rspec spec/a_spec.rb:3
            conda run -n e python x.py
            nix develop -c make
            nix-shell --run 'make test'
            nix build .#a
            direnv exec . make
            mise exec -- node x.js
            mise install
            just build
            just test --verbose
            make -j8 CC=clang CFLAGS="-O2 -Wall"
            make -C sub all
            make SHELL=/bin/bash test
            make test ARGS='-k foo'
            hyperfine --warmup 3 './a' './b'
            hyperfine -N 'ls -l' -n list
            watch -n 1 'ls -l | wc -l'
            watch -n1 kubectl get pods
            ls *.py | entr -r python x.py
            find . -name '*.go' | entr -c go test ./...
            strace -f -o log ./a
            strace -e trace=open,read ls
            ltrace -c ./a
            valgrind --leak-check=full ./a
            perf stat -e cycles,instructions ./a
            perf record -g -- ./a
            perf report --stdio
            gdb --args ./a b
            gdb -batch -ex bt ./a core
            time make
            /usr/bin/time -v make
            timeout 60 cargo test
            nice -n 10 make -j
            ionice -c3 tar czf a.tgz a
            taskset -c 0-3 ./a
            stdbuf -oL ./a | tee log
            setsid ./a &
            flock /tmp/l make
            flock -n /tmp/l -c 'make test'
            prlimit --nofile=1024 ./a
            script -q -c 'make' log
            ssh host 'ls -l /var/log | tail'
            ssh -o StrictHostKeyChecking=no -i key user@host uptime
            ssh -p 22 -L 8080:localhost:80 host
            scp -P 22 a host:b
            rsync -avz -e 'ssh -p 22' a host:b
            rsync -avz --exclude node_modules a/ b/
            rsync -avzP a host:b
            tar czf a.tgz a
            tar xzf a.tgz -C b --strip-components=1
            tar -cf a.tar Foo/Index
            tar -I zstd -cf a.tar.zst a
            tar -C /some/Folder -xf a
            zip -r a.zip a
            zip -r a.zip a -x '*.git*'
            parallel -j 4 gzip ::: *.log
            parallel --bar convert {} {.}.png ::: *.jpg
            cat list | parallel -j8 'wget -q {}'
            xargs -a list -n1 echo
            find . -name '*.c' -print0 | xargs -0 -P4 -n1 clang-format -i
            fd -e py -x black {}
            fd foo
            sudo apt-get update
            env FOO=1 make
            env -u X make
            cross-env NODE_ENV=production webpack
            concurrently 'npm:watch' 'npm run serve'
            watchexec -e rs cargo test
            nodemon --exec 'ts-node x.ts'
            cargo watch -x test
            cargo test -- --nocapture -s
            cargo run -- --help
            go run . serve
            go test ./...
            dotenv -e .env -- node x.js
            ln -s a b
            ln -sf ../a b
            f() { python3 x.py; }; f
            f() { grep x "$1"; }; cat a | f
            log() { echo "$@"; }; log a
            run() { bash ./x.sh; }; run
            main() { node; }; true
            man ls
            su -
            git log -p
            git diff HEAD~1
            man -k foo
            sort -u a
            split -l 100 a
            arch
            ip addr show
            ip route
            perf list
            bash 1.sh
            python3 -m pytest
            valgrind --version
            command -v node
            nohup ./a > log 2>&1 &
            exec ./a
            ccache gcc -c a.c
            bear -- make
            numactl -N 0 ./a
            mpirun -np 4 ./a
            xvfb-run -a npm test
            dbus-run-session -- npm test
            gnome-terminal --version
            ssh-agent -s
            gh pr list
            gh codespace list
            volta install node
            asdf install
            rbenv exec ruby x.rb
            heroku logs --tail
            lxc list
            npm x -- prettier --write .
            tox -e py311
            hatch build
            pdm install
            rye sync
            gcloud compute instances list
            vagrant up
            fly deploy
            entr --version
            sshpass -f p ssh h ls
            """)) {
      Verdict verdict = Scene.run("workspace-write", "on-request", "bash", "-c", script);
      assertThat(verdict.decision())
          .as(script + ": " + Scene.line(verdict))
          .isEqualTo(Decision.ALLOW);
    }
  }

  @Test
  void codeThatNobodyReadsAsksWhereNoBoundaryConfinesIt() {
    for (String script :
        lines(
            """
            python3 -c 'print(1)'
            python3.11 -c 1
            node -e 1
            node --eval=1
            perl -e 1
            perl -ne 1 a
            ruby -e 1
            php -r 1
            echo 1 | python3
            python3 <<< 1
            python3 - < a
            sed -i '1e id' a
            sed 's/a/b/w c' a
            awk '{ system($1) }' a
            vim -c '!id' a
            python3 -W ignore -c code
            python3 -X dev -c code
            python3 -Wignore -c code
            python3 -bc code
            python3 -u - < a
            vim a -c '!cmd'
            vim a +!cmd
            vim +!cmd
            vim '+call system("x")' a
            vim --cmd '!x' a
            vim -S s a
            vim -es -c '!x' a
            nvim --headless +'lua os.execute("x")' a
            nvim -l x.lua -c y
            ex -sc '!x' a
            ed -s a <<< '!x'
            gdb -ex 'shell x'
            gdb -ex=run
            gdb --ex='shell x' a
            gdb --eval-command='shell x'
            gdb -iex 'shell x' a
            gdb -q a -ex 'shell x'
            lldb -o 'platform shell x'
            lldb --one-line 'script x' a
            node -r fs -e code
            node --require fs --eval code
            node --require=fs -p code
            node --import x -pe code
            node --input-type=module -e code
            deno eval code
            bun -e code
            bun --eval code
            ruby -r x -e code
            ruby -rx -e code
            ruby -ne code
            ruby -I lib -e code
            perl -Mx -e code
            perl -M x -e code
            perl -I lib -e code
            perl -lne code
            perl -0777 -pe code a
            php -d x -r code
            php -dx=1 -r code
            php -B code
            lua -l x -e code
            lua -lx -e code
            luajit -e code
            awk 'BEGIN{system("x")}'
            awk -v a=1 'BEGIN{system("x")}'
            awk -f a.awk b -e x
            gawk -e 'BEGIN{system("x")}'
            gawk --source 'BEGIN{system("x")}'
            awk '{print | "sh"}' a
            awk 'BEGIN{"x"|getline}'
            sed e a
            sed -n e a
            sed '1e x' a
            sed -e p -e '1e x' a
            sed -e p -e 'w f' a
            sed --expression='1e x' a
            sed -n '/x/e' a
            sed 's/a/b/e' a
            sed -f s a
            sed -E -e '1e x' a
            sed --quiet '1e x' a
            sed p a -e '1e x'
            emacs --eval code
            emacs -batch -eval code
            emacs --batch --eval=code
            emacs a --eval code
            emacs --batch -f x --eval y
            sqlite3 a '.shell x'
            sqlite3 a '.system x'
            sqlite3 a ".sh x"
            sqlite3 -cmd '.shell x' a
            sqlite3 a <<< '.shell x'
            echo '.shell x' | sqlite3 a
            psql -c '\\! x'
            psql -c '\\copy a from program '"'"'x'"'"
            psql -c "copy a to program 'x'"
            psql <<< '\\! x'
            psql -c 'select 1 \\g |x'
            mysql -e 'system x'
            mysql -e '\\! x'
            mysql --execute='system x'
            mysql <<< 'system x'
            mysql --pager='x'
            Rscript -e code
            R -e code
            R --slave -e code
            julia -e code
            julia -E code
            julia --project=. -e code
            elixir -e code
            erl -eval code
            erl -noshell -eval code
            ghc -e code
            groovy -e code
            scala -e code
            jshell - < a
            tclsh <<< code
            expect -c code
            osascript -e code
            guile -c code
            php < a
            php -a < a
            ts-node -e code
            tsx -e code
            python3 -c"code"
            pypy3 -c code
            ipython -c code
            python3 <<E⏎x⏎E
            python3 -i <<E⏎x⏎E
            echo x | python3 -
            cat a | python3
            cat a | perl
            perl - < a
            ruby - < a
            node - < a
            node < a
            python3 /dev/stdin < a
            env python3 -c code
            uv run python -c code
            make --eval='x:;y'
            make -f - <<E⏎x:⏎E
            make -f /dev/stdin < a
            octave --eval code
            clojure -e code
            bb -e code
            sbcl --eval code
            racket -e code
            bpython -c code
            tclsh /dev/stdin <<< x
            mongosh --eval code
            mongo --eval code
            m4 <<< 'syscmd(x)'
            less +!x a
            less '+!x' a
            gnuplot -e 'system "x"'
            """)) {
      assertThat(Scene.line(Scene.run("danger-full-access", "on-request", "bash", "-c", script)))
          .as(script)
          .isEqualTo("ask | opaque-code | runs code that is not read, without a boundary");
      assertThat(Scene.run("workspace-write", "on-request", "bash", "-c", script).decision())
          .as(script)
          .isEqualTo(Decision.ALLOW);
    }
    for (String script :
        lines(
            """
            python3 a.py -c b
            python3 -m pytest
            node a.js
            sed -i 's/a/b/g' a
            sed 1,3d a
            awk '{print $1}' a
            vim a
            python3 -W ignore a.py
            python3 -W ignore a.py -c x
            python3 -u a.py
            node --require x a.js
            node a.js -e x
            gdb ./a
            vim +12 a
            vim +/pat a
            less +F a
            perl -I lib a.pl
            ruby -W0 a.rb -e x
            make -j8 all
            make -C a CC=gcc
            psql -c 'select 1' a
            mysql -e 'select 1'
            sqlite3 a 'select 1'
            php -d x=1 a.php
            php -S localhost:8000 -t public
            R CMD build .
            emacs a
            julia --project=. a.jl
            deno run a.ts
            cat a | python3 a.py
            git diff | vim -
            cat a | make
            erl -noshell -s a main
            tsx a.ts
            """)) {
      assertThat(Scene.run("danger-full-access", "on-request", "bash", "-c", script).decision())
          .as(script)
          .isEqualTo(Decision.ALLOW);
    }
  }
}
