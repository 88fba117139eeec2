package dev.cordon.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Standard output, and why it took no more: a {@code PrintStream} says only that it did not. */
final class StandardOutput extends FileOutputStream {
  private @Nullable IOException failure;

  StandardOutput() {
    super(FileDescriptor.out);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      super.write(bytes, from, count);
    } catch (IOException refused) {
      failure = refused;
      throw refused;
    }
  }

  /** What went wrong, or null. */
  @Nullable IOException failure() {
    return failure;
  }
}
