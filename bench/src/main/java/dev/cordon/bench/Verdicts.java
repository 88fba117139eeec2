package dev.cordon.bench;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What reading and judging costs in a running JVM, measured with JMH. */
final class Verdicts {
  private static final double AIM_VERDICT_MICROS = 50;
  private static final double AIM_HOSTILE_MILLIS = 100;

  private Verdicts() {}

  static void print() throws RunnerException {
    for (RunResult run : run(VerdictBenchmark.class)) {
      Result<?> result = run.getPrimaryResult();
      System.out.printf(
          Locale.ROOT,
          "a verdict with %4s rules, %-8s script: p50 %5.1f us, p99 %5.1f us (aim %.0f)%n",
          run.getParams().getParam("rules"),
          run.getParams().getParam("script"),
          result.getStatistics().getPercentile(50),
          result.getStatistics().getPercentile(99),
          AIM_VERDICT_MICROS);
    }
    double worst = 0;
    String which = "";
    for (RunResult run : run(HostileBenchmark.class)) {
      double median = run.getPrimaryResult().getStatistics().getPercentile(50);
      if (median > worst) {
        worst = median;
        which = run.getParams().getParam("part").strip();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "1 MB of hostile script in 64 MB of memory, the worst (%s): %.1f ms (aim %.0f)%n",
        which,
        worst,
        AIM_HOSTILE_MILLIS);
  }

  private static Collection<RunResult> run(Class<?> benchmark) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(benchmark.getName())
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build())
        .run();
  }
}
