package dev.cordon.sandbox;

import java.nio.file.Path;
import java.util.List;

/**
 * What approvals have added to a boundary.
 *
 * @param writable files and directories opened for writing; they exist
 * @param made those of them that were made for the purpose, so that a {@code mkdir} of one succeeds
 * @param network whether the host's network was opened
 */
public record Additions(List<Path> writable, List<Path> made, boolean network) {

  /** Nothing added. */
  public static final Additions NONE = new Additions(List.of(), List.of(), false);

  public Additions {
    writable = List.copyOf(writable);
    made = List.copyOf(made);
  }
}
