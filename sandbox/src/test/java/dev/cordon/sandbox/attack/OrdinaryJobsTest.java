package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What people do all day works inside as it does outside. */
final class OrdinaryJobsTest {
  private static Rooms rooms;

  @BeforeAll
  static void open() {
    rooms = new Rooms();
  }

  @AfterAll
  static void close() {
    rooms.close();
  }

  @BeforeAll
  static void everythingIsThere() {
    for (String program :
        List.of(
            "python3", "node", "npm", "make", "cc", "git", "tar", "curl", "sqlite3", "ps", "top",
            "flock", "script", "ldd", "perl")) {
      Programs.require(program);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '→',
      value = {
        "echo hi > a && cat a → hi",
        "id -un → $(id -un)",
        "pwd → $PWD/workspace",
        "mkdir -p a/b && touch a/b/c && mv a z && rm -r z && ls -d z a b 2>/dev/null || echo gone → gone",
        "ln -s a b && readlink b && ln b c → a",
        "mkfifo p && (echo through > p &) && cat p → through",
        "flock l echo locked → locked",
        "echo out > /dev/stdout; echo err > /dev/stderr → out",
        "echo gone > /dev/null; head -c 2 /dev/zero | wc -c → 2",
        "head -c 8 /dev/urandom | wc -c → 8",
        "python3 -c 'import pwd,os; print(pwd.getpwuid(os.getuid()).pw_name)' → $(id -un)",
        "python3 -c 'import tempfile; f=tempfile.NamedTemporaryFile(); f.write(b\"x\"); print(tempfile.gettempdir())' → /tmp",
        "python3 -c 'import multiprocessing as m; l=m.Lock(); l.acquire(); l.release(); print(sum(m.Pool(3).map(abs, range(9))))' → 36",
        "python3 -c 'import multiprocessing as m; x=m.Manager().dict(); x[1]=2; print(x[1])' → 2",
        "python3 -c 'import multiprocessing.shared_memory as s; b=s.SharedMemory(create=True,size=9); b.buf[0]=7; c=s.SharedMemory(b.name); print(c.buf[0]); b.unlink()' → 7",
        "python3 -c 'import concurrent.futures as c; print(list(c.ThreadPoolExecutor(50).map(abs, range(2))))' → [0, 1]",
        "python3 -c 'import mmap; f=open(\"m\",\"w+b\"); f.truncate(9); m=mmap.mmap(f.fileno(),9); m[0]=65; m.flush(); print(open(\"m\").read(1))' → A",
        "python3 -c 'import os; f=open(\"i\",\"wb\"); f.write(b\"sent\"); f.close(); o=open(\"o\",\"wb\"); os.sendfile(o.fileno(), os.open(\"i\",0), 0, 4); print(open(\"o\").read())' → sent",
        "python3 -c 'import sqlite3; d=sqlite3.connect(\"d\"); d.execute(\"create table t(a)\"); d.execute(\"insert into t values(5)\"); d.commit(); print(d.execute(\"select a from t\").fetchone()[0])' → 5",
        "sqlite3 d 'pragma journal_mode=wal; create table t(a); insert into t values(3); select a from t;' → wal\\n3",
        "node -e 'console.log(require(\"os\").cpus().length > 0)' → true",
        "node -e 'new (require(\"worker_threads\").Worker)(\"console.log(9)\", {eval:true})' → 9",
        "node -e 'const w=fs.watch(\".\",()=>{console.log(\"seen\");w.close()}); fs.writeFileSync(\"f\",\"\")' → seen",
        "printf '{\"scripts\":{\"test\":\"node -p 42\"}}' > package.json; npm test --silent → 42",
        "echo 'int main(){return 0;}' > m.c; cc -o m m.c && ./m; echo $? → 0",
        "printf 'all: a b c\\na b c:\\n\\t@touch $@\\n' > Makefile; make -s -j3; ls a b c → a\\nb\\nc",
        "mkdir t; echo x > t/x; tar cf t.tar t; rm -r t; tar xf t.tar; cat t/x → x",
        "ps -e -o comm= | grep -c ps → 1",
        "top -b -n1 | head -1 | cut -c1-3 → top",
        "date -u -d @0 +%Y → 1970",
        "ldd /bin/ls | grep -c libc.so → 1",
        "locale | head -1 → LANG=C.UTF-8",
        "perl -e 'print 6*7' → 42",
        "bash -c 'cat <(echo sub)' → sub",
        "for i in 1 2 3; do (sleep 0.01; echo $i > j$i) & done; wait; cat j1 j2 j3 → 1\\n2\\n3",
        "seq 100 | xargs -P8 -n1 echo | wc -l → 100",
        "find /usr/share -maxdepth 0 → /usr/share",
        "df . > /dev/null && stat -c %F . → directory",
        "umask 077; touch u; stat -c %a u → 600",
        "chmod +x /dev/null 2>/dev/null; touch x; chmod 755 x; stat -c %a x → 755",
        "mkdir g; chmod g+s g; stat -c %a g → 2755",
        "nice -n 5 true && timeout 5 echo timely → timely",
        "nproc > /dev/null && ulimit -n > /dev/null && echo ok → ok",
        "git config --get user.name || git init -q r && cd r && git -c user.name=a -c user.email=a commit -q --allow-empty -m m && git log --format=%s → m",
        "script -qc 'echo typed' /dev/null | tr -d '\\r' → typed",
        "sh -c 'exec 9>l; flock 9; echo held' → held",
        "setsid -w echo detached → detached",
        "trap 'echo trapped' TERM; kill -TERM $$ → trapped",
        "python3 -m http.server 8765 >/dev/null 2>&1 & until curl -sf 127.0.0.1:8765 >/dev/null; do :; done; curl -s -o /dev/null -w '%{http_code}' localhost:8765 → 200",
      })
  void works(String script, String expected) {
    for (Caller caller : Caller.values()) {
      Room room = rooms.emptied(caller);
      String said = expected.replace("\\n", "\n");
      String wanted = said.contains("$") ? room.host("printf %s \"" + said + "\"").stdout() : said;
      Ran ran = room.run(script);
      assertThat(ran.out().strip()).as("as %s: %s", caller, ran).isEqualTo(wanted);
      assertThat(ran.exitCode()).as("as %s: %s", caller, ran).isZero();
      assertThat(ran.denials())
          .noneMatch(denial -> denial.target().startsWith(room.workspace().toString()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aJavaProgramIsCompiledAndRun(Caller caller) {
    try (Room room = Room.of(caller)) {
      String java = room.host("ls -d /usr/lib/jvm/*/bin/javac | head -1").stdout().strip();
      room.host(
          "printf 'class B { public static void main(String[] a) { System.out.print(6 * 7); } }' > workspace/B.java");
      assertThat(
              room.run(java + " B.java && " + java.replace("javac", "java") + " -cp . B")
                  .succeeded()
                  .out())
          .isEqualTo("42");
    }
  }

  @ParameterizedTest
  @EnumSource
  void argumentsAndNamesPassAsTheyAre(Caller caller) {
    try (Room room = Room.of(caller)) {
      String large = "x".repeat(120_000);
      Ran ran = room.execute(List.of("printf", "%s|", "", "a b", "\"'$`\\", "é\n", large));
      assertThat(ran.out()).isEqualTo("|a b|\"'$`\\|é\n|" + large + "|");
      room.run("touch \"$(printf 'a\\nb \\377')\"").succeeded();
      assertThat(room.host("ls -b workspace").stdout()).contains("a\\nb\\ \\377");
    }
  }

  @ParameterizedTest
  @EnumSource
  void inReadOnlyModeReadingWorksAndWritingDoesNot(Caller caller) {
    try (Room room = Room.of(caller).readOnly()) {
      room.host("echo hi > workspace/a");
      Ran ran =
          room.run("cat a; for f in a new $OUTSIDE/file /tmp/x /dev/shm; do echo x > $f; done");
      assertThat(ran.out()).isEqualTo("hi\n");
      assertThat(ran.err().lines().filter(line -> line.contains("Read-only file system")).count())
          .isEqualTo(4);
      assertThat(ran.refusedWrites())
          .contains(room.workspace() + "/a: open: read-only inside the boundary");
      assertThat(room.host("cat workspace/a; ls workspace").stdout()).isEqualTo("hi\na\n");
    }
  }
}
