package dev.cordon.sandbox;

import java.util.List;

/** What came of a command that was to run. */
public sealed interface Outcome {

  /**
   * The command ran.
   *
   * @param exitCode its own; 128+n when signal n ended it
   * @param denials what the boundary refused, in the order of the first attempts; bounded by the
   *     stage
   * @param created how many names its system calls may have brought into being, and how many files
   *     they opened for writing
   * @param boundedProcesses whether the number of processes was bounded by the kernel
   * @param kept mount points made on the host for protection that could not be removed afterwards
   */
  record Ran(
      int exitCode, List<Denial> denials, long created, boolean boundedProcesses, List<String> kept)
      implements Outcome {
    public Ran {
      denials = List.copyOf(denials);
      kept = List.copyOf(kept);
    }
  }

  /**
   * The command does not exist inside, or is not executable.
   *
   * @param exitCode 127 or 126
   * @param reason the operating system's words
   */
  record NotExecutable(int exitCode, String reason) implements Outcome {}

  /**
   * The boundary could not be set up; nothing ran.
   *
   * @param reason what failed
   */
  record NotStarted(String reason) implements Outcome {}
}
