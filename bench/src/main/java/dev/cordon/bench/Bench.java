package dev.cordon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Prints what Cordon costs, each line a ratio against something measured in turn with it in this
 * run. Peers are run when {@code CODEX_BIN} and {@code SRT_BIN} name their programs.
 */
public final class Bench {
  private static final int ROUNDS = 40;
  private static final int FEW_FILES = 10;
  private static final int MANY_FILES = 100_000;
  private static final int FILES_A_FOLDER = 100;

  private final Path scratch;
  private final Path launcher;
  private final Path stage;
  private final int rounds;

  private Bench(Path scratch, Path launcher, Path stage, int rounds) {
    this.scratch = scratch;
    this.launcher = launcher;
    this.stage = stage;
    this.rounds = rounds;
  }

  /** Arguments: the launcher, the stage, and how many rounds (optional). */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, RunnerException {
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : ROUNDS;
    Path scratch = Files.createTempDirectory("cordon-bench").toRealPath();
    try {
      new Bench(scratch, Path.of(arguments[0]), Path.of(arguments[1]), rounds).run();
    } finally {
      remove(scratch);
    }
  }

  private void run() throws IOException, InterruptedException, RunnerException {
    Verdicts.print();
    System.out.printf(
        Locale.ROOT, "%-52s %9s %9s %7s  %s%n", "", "ours ms", "other ms", "ratio", "target");
    line(
        "inside a running JVM, against bwrap, same plan",
        new InsideJvm(scratch.resolve("jvm"), stage).measure(rounds),
        "1.3");
    Path few = workspace("few", FEW_FILES);
    Program cordon = cordon(few);
    line(
        "cordon run -- true, against bare bwrap",
        Pairs.measure(
            rounds, cordon, new Program(List.of("bwrap", "--ro-bind", "/", "/", "true"), few)),
        "-");
    peer("codex sandbox -- true", "CODEX_BIN", List.of("sandbox", "--", "true"), cordon, "1.2");
    peer("srt true", "SRT_BIN", List.of("true"), cordon, "0.25");
    Path many = workspace("many", MANY_FILES);
    line(
        "a workspace of 100,000 files, against one of 10",
        Pairs.measure(rounds, cordon(many), cordon),
        "1.0, within noise");
  }

  private void peer(String what, String variable, List<String> words, Program cordon, String target)
      throws IOException, InterruptedException {
    String program = System.getenv(variable);
    if (program == null || program.isEmpty()) {
      System.out.println("cordon run -- true, against " + what + ": absent, set " + variable);
      return;
    }
    List<String> line = Stream.concat(Stream.of(program), words.stream()).toList();
    line(
        "cordon run -- true, against " + what,
        Pairs.measure(rounds, cordon, new Program(line, cordon.directory())),
        target);
  }

  private Program cordon(Path workspace) {
    return new Program(List.of(launcher.toString(), "run", "--", "true"), workspace);
  }

  private static void line(String what, Pairs pairs, String target) {
    System.out.printf(
        Locale.ROOT,
        "%-52s %9.1f %9.1f %7.2f  %s%n",
        what,
        pairs.ours(),
        pairs.theirs(),
        pairs.ratio(),
        target);
  }

  private Path workspace(String name, int files) throws IOException {
    Path root = Files.createDirectory(scratch.resolve(name));
    for (int i = 0; i < files; i++) {
      Path folder = root.resolve("folder" + i / FILES_A_FOLDER);
      if (i % FILES_A_FOLDER == 0) {
        Files.createDirectory(folder);
      }
      Files.createFile(folder.resolve("file" + i));
    }
    return root;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
