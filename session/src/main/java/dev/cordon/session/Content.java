package dev.cordon.session;

import dev.cordon.audit.Sha256;
import dev.cordon.policy.ScriptCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the files hold that a command line executes by name: scripts, and programs that a confined
 * command could write. Immutable.
 *
 * @param files each as {@code SHA256 PATH}, in the order they are named
 * @param unbound why not all of it could be told; null when it could
 */
record Content(List<String> files, @Nullable String unbound) {
  /** Bytes of all files of one command together that are hashed. */
  static final int MAX_BYTES = 8 << 20;

  /** Programs of one command line whose words are looked at. */
  static final int MAX_CALLS = 64;

  private static final byte[] MACHINE_CODE = {0x7f, 'E', 'L', 'F'};

  Content {
    files = List.copyOf(files);
  }

  /** Whether all of it is known, and is this. */
  boolean is(List<String> others) {
    return unbound == null && files.equals(others);
  }

  static Content of(List<String> argv, RunRequest request, Context context) {
    List<ScriptCall> calls = ScriptCall.of(argv, request.directory(), context.home());
    if (calls.size() > MAX_CALLS) {
      return new Content(List.of(), "it runs more than " + MAX_CALLS + " programs");
    }
    Set<Path> found = new LinkedHashSet<>();
    for (ScriptCall call : calls) {
      int before = found.size();
      addProgram(call, request, context, found);
      addScripts(call, found);
      if (!call.known() && found.size() == before && mayBeScript(call)) {
        return new Content(List.of(), "nobody can tell which script it runs");
      }
    }
    return read(found);
  }

  private static boolean mayBeScript(ScriptCall call) {
    boolean relative = call.program().indexOf('/') > 0;
    return call.program().isEmpty()
        || relative
        || (call.interpreter() && !call.operands().isEmpty());
  }

  private static void addProgram(
      ScriptCall call, RunRequest request, Context context, Set<Path> found) {
    if (call.program().isEmpty()) {
      return;
    }
    for (Path directory : call.directories()) {
      Path program =
          HostPrograms.find(directory, call.program(), context.environment().get("PATH"));
      if (program != null && (isWritable(program, request) || !isMachineCode(program))) {
        found.add(program);
      }
    }
  }

  /** Any program may take a first operand that can be executed for what it is to execute. */
  private static void addScripts(ScriptCall call, Set<Path> found) {
    for (ScriptCall.Operand operand : call.operands()) {
      boolean exists = false;
      for (Path directory : call.directories()) {
        Path file = file(directory, operand.text());
        if (file != null && (call.interpreter() || Files.isExecutable(file))) {
          found.add(file);
          exists = true;
        }
      }
      boolean last = call.interpreter() ? exists : true;
      if (last && !operand.option()) {
        return;
      }
    }
  }

  /** A path with its links resolved; null when no plain file is there. */
  private static @Nullable Path file(Path directory, String name) {
    try {
      Path file = directory.resolve(name);
      return Files.isRegularFile(file) ? file.toRealPath() : null;
    } catch (IOException | InvalidPathException none) {
      return null;
    }
  }

  private static boolean isWritable(Path program, RunRequest request) {
    for (Path root : request.roots().writable()) {
      if (program.startsWith(root)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMachineCode(Path program) {
    try (InputStream in = Files.newInputStream(program)) {
      return Arrays.equals(in.readNBytes(MACHINE_CODE.length), MACHINE_CODE);
    } catch (IOException unreadable) {
      return false; // which reading it as a whole will say
    }
  }

  private static Content read(Set<Path> files) {
    List<String> hashes = new ArrayList<>();
    int room = MAX_BYTES;
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(room + 1);
        if (bytes.length > room) {
          return new Content(
              List.of(), name(file) + " is too large to be remembered by its content");
        }
        room -= bytes.length;
        hashes.add(Sha256.hash(bytes) + "  " + ShellWords.visible(file.toString()));
      } catch (IOException unreadable) {
        return new Content(List.of(), name(file) + " cannot be read");
      }
    }
    return new Content(hashes, null);
  }

  private static String name(Path file) {
    return ShellWords.word(String.valueOf(file.getFileName()));
  }
}
