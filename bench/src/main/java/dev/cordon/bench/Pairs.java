package dev.cordon.bench;

import java.io.IOException;
import java.util.Arrays;

/**
 * Two things timed in turn, A B A B …, so that both see the same machine: what disturbs one
 * disturbs the other, and the ratio holds when the speed of the machine drifts.
 *
 * @param ours median of A, in milliseconds
 * @param theirs median of B, in milliseconds
 * @param ratio median of A/B, pair by pair
 */
record Pairs(double ours, double theirs, double ratio) {
  private static final int WARM_UP = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  static Pairs measure(int rounds, Timed ours, Timed theirs)
      throws IOException, InterruptedException {
    double[] a = new double[rounds];
    double[] b = new double[rounds];
    double[] ratios = new double[rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      double first = millis(ours);
      double second = millis(theirs);
      if (round >= 0) {
        a[round] = first;
        b[round] = second;
        ratios[round] = first / second;
      }
    }
    return new Pairs(median(a), median(b), median(ratios));
  }

  private static double millis(Timed timed) throws IOException, InterruptedException {
    long start = System.nanoTime();
    timed.once();
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
