package dev.cordon.audit;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whole lines of a file, one after the other, in one direction. */
interface LineSource {
  /** The next line without its line end, or {@code null} when none is left. */
  byte @Nullable [] next() throws IOException;

  /** The offset at which the line that was returned last starts. */
  long start();
}
