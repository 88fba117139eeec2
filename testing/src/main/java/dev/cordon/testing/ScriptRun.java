package dev.cordon.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The state of one script being run, and what each kind of line does. Not thread-safe. */
final class ScriptRun {

  private final String name;
  private final List<String> cordon;
  private final Map<String, String> environment;
  private Path directory;
  private byte[] stdin = new byte[0];
  private @Nullable Result last;

  ScriptRun(String name, ScriptRoom room, List<String> cordon) {
    this.name = name;
    this.cordon = List.copyOf(cordon);
    this.environment = room.environment();
    this.directory = room.work();
  }

  void run(List<ScriptLine> lines) {
    for (ScriptLine line : lines) {
      try {
        step(line);
      } catch (AssertionError | IllegalArgumentException | IOException e) {
        throw new AssertionError(describe(line, e), e);
      }
    }
  }

  private String describe(ScriptLine line, Throwable cause) {
    String where = name + ":" + line.number() + ": " + line.text() + "\n" + cause.getMessage();
    return last == null ? where : where + "\nlast program: " + last;
  }

  private void step(ScriptLine line) throws IOException {
    List<String> words = Words.split(line.text(), this::variable);
    String block = line.block();
    if (block != null && !line.literal()) {
      block = Words.expandBraces(block, this::variable);
    }
    switch (words.getFirst()) {
      case "!" -> check(rest(words), block, false);
      case "?" -> execute(words.subList(2, words.size()), code(words));
      case "cordon", "exec" -> execute(words, 0);
      case "stdin" -> stdin = required(block).getBytes(StandardCharsets.UTF_8);
      case "file" -> write(only(rest(words)), required(block));
      case "env" -> rest(words).forEach(this::set);
      case "unset" -> rest(words).forEach(environment::remove);
      default -> {
        if (!changeFiles(words)) {
          check(words, block, true);
        }
      }
    }
  }

  private boolean changeFiles(List<String> words) throws IOException {
    List<String> rest = rest(words);
    switch (words.getFirst()) {
      case "cd" -> directory = directory.resolve(only(rest)).toRealPath();
      case "mkdir" -> {
        for (String made : rest) {
          Files.createDirectories(directory.resolve(made));
        }
      }
      case "remove" -> {
        for (String gone : rest) {
          Files.delete(directory.resolve(gone));
        }
      }
      case "symlink" ->
          Files.createSymbolicLink(directory.resolve(rest.get(0)), Path.of(rest.get(1)));
      case "chmod" -> {
        for (String changed : rest.subList(1, rest.size())) {
          Path path = directory.resolve(changed);
          Files.setAttribute(path, "unix:mode", Integer.parseInt(rest.getFirst(), 8));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void check(List<String> words, @Nullable String block, boolean expected)
      throws IOException {
    switch (words.getFirst()) {
      case "stdout" -> text(result().stdout(), rest(words), block, expected);
      case "stderr" -> text(result().stderr(), rest(words), block, expected);
      case "contains" -> {
        String content = Files.readString(directory.resolve(words.get(1)));
        text(content, words.subList(2, words.size()), block, expected);
      }
      case "exists" -> {
        for (String file : rest(words)) {
          Path path = directory.resolve(file);
          require(Files.exists(path, LinkOption.NOFOLLOW_LINKS) == expected, path.toString());
        }
      }
      default -> throw new IllegalArgumentException("unknown line: " + words.getFirst());
    }
  }

  private static void text(
      String actual, List<String> pattern, @Nullable String block, boolean expected) {
    if (block != null) {
      require(actual.equals(block) == expected, "expected exactly:\n" + block);
      return;
    }
    Pattern wanted = Pattern.compile(only(pattern), Pattern.MULTILINE);
    require(wanted.matcher(actual).find() == expected, "in:\n" + actual);
  }

  private void execute(List<String> words, int expected) {
    List<String> command = new ArrayList<>();
    switch (words.getFirst()) {
      case "cordon" -> command.addAll(cordon);
      case "exec" -> {}
      default -> throw new IllegalArgumentException("? CODE is for cordon and exec");
    }
    command.addAll(rest(words));
    Result result =
        Programs.command(command).in(directory).withOnly(environment).stdin(stdin).run();
    last = result;
    stdin = new byte[0];
    require(result.exitCode() == expected, "expected exit code " + expected);
  }

  private static int code(List<String> words) {
    if (words.size() < 3) {
      throw new IllegalArgumentException("expected: ? CODE cordon|exec …");
    }
    return Integer.parseInt(words.get(1));
  }

  private void write(String file, String content) throws IOException {
    Path path = directory.resolve(file);
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(path, content);
  }

  private void set(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("expected NAME=VALUE: " + assignment);
    }
    environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
  }

  private String variable(String variable) {
    String value = environment.get(variable);
    if (value == null) {
      throw new IllegalArgumentException("unknown variable: " + variable);
    }
    return value;
  }

  private Result result() {
    if (last == null) {
      throw new IllegalArgumentException("no program has run yet");
    }
    return last;
  }

  private static List<String> rest(List<String> words) {
    return words.subList(1, words.size());
  }

  private static String only(List<String> words) {
    if (words.size() != 1) {
      throw new IllegalArgumentException("expected one word: " + words);
    }
    return words.getFirst();
  }

  private static String required(@Nullable String block) {
    if (block == null) {
      throw new IllegalArgumentException("expected a block (<<END)");
    }
    return block;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
