package dev.cordon.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request for the stage: NUL-terminated tokens, an operation's name and its argument, then
 * {@code end}.
 */
final class Request {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);

  private Request() {}

  static byte[] confined(
      Plan plan,
      Command command,
      Environment environment,
      Path directory,
      BoundaryFiles files,
      Seccomp seccomp) {
    Request request = new Request();
    request.add("bwrap", files.bubblewrap().toString());
    request.add("stubs", files.registry().toString());
    Path gate = files.gate();
    if (gate != null) {
      request.add("gate", gate.toString());
    }
    Unjudged unjudged = files.unjudged();
    if (unjudged != null) {
      request.add("baseline", files.baselines().resolve(unjudged.session()).toString());
      for (String line : unjudged.baseline().lines()) {
        request.add("before", line);
      }
    }
    for (Operation operation : plan.operations()) {
      request.add(operation.kind().token(), operation.argument());
    }
    for (Path path : plan.made()) {
      request.add("made", path.toString());
    }
    HexFormat hex = HexFormat.of();
    request.add("deny", hex.formatHex(seccomp.refusing()));
    request.add("observe", hex.formatHex(seccomp.observing()));
    if (plan.sharedNetwork()) {
      request.add("no-unix", hex.formatHex(seccomp.withoutUnixSockets()));
    }
    request.add("pids", Integer.toString(Plan.MAX_PROCESSES));
    request.add("network", plan.sharedNetwork() ? "host" : "none");
    return request.finish(command, environment, directory);
  }

  /**
   * A command without a boundary.
   *
   * @param registry in the folder of the registries that others may have left; null when there is
   *     none
   */
  static byte[] unconfined(
      Command command, Environment environment, Path directory, @Nullable Path registry) {
    Request request = new Request();
    request.add("unconfined", "1");
    if (registry != null) {
      request.add("stubs", registry.toString());
    }
    return request.finish(command, environment, directory);
  }

  static byte[] search(Path root, Path memory) {
    Request request = new Request();
    request.add("search", root.toString());
    request.add("memory", memory.toString());
    request.token("end");
    return request.bytes.toByteArray();
  }

  static byte[] judge(Search before, Path memory) {
    Request request = new Request();
    request.add("judge", before.root().toString());
    request.add("memory", memory.toString());
    for (Path closed : before.closed()) {
      request.add("before", closed.toString());
    }
    request.token("end");
    return request.bytes.toByteArray();
  }

  static byte[] baselines(Path folder) {
    Request request = new Request();
    request.add("baselines", folder.toString());
    request.token("end");
    return request.bytes.toByteArray();
  }

  static byte[] leave(int exitCode) {
    Request request = new Request();
    request.add("leave", Integer.toString(exitCode));
    request.token("end");
    return request.bytes.toByteArray();
  }

  private byte[] finish(Command command, Environment environment, Path directory) {
    add("cwd", directory.toString());
    add(environment);
    if (command instanceof Command.Words words) {
      for (String word : words.words()) {
        add("arg", word);
      }
    } else if (command instanceof Command.Original original) {
      add("argv-last", Integer.toString(original.count()));
    }
    token("end");
    return bytes.toByteArray();
  }

  private void add(Environment environment) {
    if (environment.inherited()) {
      add("env-all", "1");
    }
    for (String name : environment.dropped()) {
      add("env-drop", name);
    }
    for (String name : environment.kept()) {
      add("env-keep", name);
    }
    for (Map.Entry<String, String> variable : environment.set().entrySet()) {
      add("env-set", variable.getKey() + "=" + variable.getValue());
    }
  }

  private void add(String name, String argument) {
    token(name);
    token(argument);
  }

  /**
   * INVARIANT: a token holds no NUL, or what follows it would be read as an operation of its own.
   */
  private void token(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL byte in " + text.replace('\0', '?'));
    }
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    bytes.write(0);
  }
}
