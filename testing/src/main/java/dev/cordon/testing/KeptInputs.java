package dev.cordon.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What fuzzing runs kept: {@code kept-inputs.zip} beside a test. */
public final class KeptInputs {
  private static final String FILE = "kept-inputs.zip";

  private KeptInputs() {}

  /**
   * The inputs in {@code folder} of the file beside {@code test}, as they were.
   *
   * @param folder with a slash at its end; empty for all there are
   * @throws IOException when there is no such file, or none in the folder
   */
  public static List<byte[]> of(Class<?> test, String folder) throws IOException {
    List<byte[]> kept = new ArrayList<>();
    try (InputStream file = test.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IOException("no " + FILE + " beside " + test.getName());
      }
      try (ZipInputStream inputs = new ZipInputStream(file)) {
        for (ZipEntry input = inputs.getNextEntry(); input != null; input = inputs.getNextEntry()) {
          if (input.getName().startsWith(folder)) {
            kept.add(inputs.readAllBytes());
          }
        }
      }
    }
    if (kept.isEmpty()) {
      throw new IOException("nothing in " + folder + " of " + FILE);
    }
    return kept;
  }
}
