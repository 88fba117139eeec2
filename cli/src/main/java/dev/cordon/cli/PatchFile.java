package dev.cordon.cli;

import dev.cordon.policy.Patch;
import dev.cordon.policy.PatchPolicy;
import dev.cordon.policy.Verdict;
import dev.cordon.session.EditedPath;
import dev.cordon.session.SetupException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The patch that {@code check --patch} is about. */
final class PatchFile {
  private static final String STANDARD_INPUT = "-";

  /** More cannot be a patch that is read: no character takes more bytes than this in UTF-8. */
  private static final int MAX_BYTES = 3 * Patch.MAX_LENGTH;

  private PatchFile() {}

  static Verdict judge(String name, Setup setup) throws SetupException {
    Patch patch = Patch.read(text(name));
    if (patch instanceof Patch.NotUnderstood trouble) {
      return PatchPolicy.decide(setup.request().settings(), trouble);
    }
    List<PatchPolicy.Touched> touched = new ArrayList<>();
    for (Patch.Change change : ((Patch.Understood) patch).changes()) {
      touched.add(EditedPath.find(change, setup.request().roots()));
    }
    return PatchPolicy.decide(
        setup.request().settings(), setup.request().profile(), touched, setup.request().rules());
  }

  private static String text(String name) throws SetupException {
    boolean standard = name.equals(STANDARD_INPUT);
    try (InputStream in =
        standard ? new FileInputStream(FileDescriptor.in) : new FileInputStream(name)) {
      return new String(in.readNBytes(MAX_BYTES + 1), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      String what = standard ? "standard input" : "the patch " + name;
      throw new SetupException(
          "cannot read " + what + ": " + Main.reason(unreadable), "name a file that you may read");
    }
  }
}
