package dev.cordon.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A program as a whole process: started, waited for, and held to ending with 0.
 *
 * @param words program and arguments
 * @param directory where it starts
 */
record Program(List<String> words, Path directory) implements Timed {
  Program {
    words = List.copyOf(words);
  }

  @Override
  public void once() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", words) + " ended with " + code);
    }
  }
}
