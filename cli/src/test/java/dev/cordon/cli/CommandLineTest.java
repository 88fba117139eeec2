package dev.cordon.cli;

import dev.cordon.testing.CliScript;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scripts in {@code src/test/cli}, one a topic. */
class CommandLineTest {

  @TestFactory
  Stream<DynamicTest> everyScriptHolds() {
    return CliScript.tests(Path.of("src/test/cli"), List.of(BuiltProgram.cordon().toString()));
  }
}
