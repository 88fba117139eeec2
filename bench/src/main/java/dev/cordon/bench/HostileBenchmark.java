package dev.cordon.bench;

import dev.cordon.shell.Dialect;
import dev.cordon.shell.Reading;
import dev.cordon.shell.Shell;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What 1 MB of hostile script costs, in the 64 MB of memory that must be enough. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx64m"})
@State(Scope.Benchmark)
public class HostileBenchmark {
  private static final int LENGTH = 1_000_000;

  /** What is repeated. */
  @Param({"(", "$(", "a;", "{a,", "[a", "'", "\"$(", "`", "<<a\n", "eval ", "${a:-", "rm $x\n"})
  public String part = "";

  private String text = "";

  /** Makes the script. */
  @Setup
  public void prepare() {
    text = part.repeat(LENGTH / part.length());
  }

  /** One reading. */
  @Benchmark
  public Reading reading() {
    return Shell.read(text, Dialect.BASH);
  }
}
