package dev.cordon.cli;

import dev.cordon.audit.JsonWriter;
import dev.cordon.sandbox.Probe;
import dev.cordon.sandbox.Probes;
import dev.cordon.session.Context;
import dev.cordon.session.SetupException;
import java.io.IOException;
import java.util.List;

/**
 * {@code cordon doctor}: tries each mechanism by using it. Exit code 1 when one that is needed
 * fails.
 */
final class DoctorCommand {
  private DoctorCommand() {}

  static int run(List<String> arguments, Console console)
      throws UsageException, SetupException, IOException {
    if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
      console.out().print(Help.DOCTOR);
      return 0;
    }
    boolean json = arguments.equals(List.of("--json"));
    if (!json && !arguments.isEmpty()) {
      throw new UsageException("unknown flag " + arguments.getFirst(), "cordon doctor [--json]");
    }
    Context context = Workplace.context();
    List<Probe> probes =
        Probes.all(
            Setup.stageProgram(),
            context.environment().getOrDefault("PATH", ""),
            System.getProperty("os.arch", ""));
    boolean sound = true;
    for (Probe probe : probes) {
      sound &= probe.works() || !probe.needed();
    }
    console.out().println(json ? json(probes, sound) : text(probes));
    return sound ? 0 : 1;
  }

  private static String json(List<Probe> probes, boolean sound) {
    JsonWriter json = new JsonWriter().beginObject().field("sound", sound);
    json.name("mechanisms").beginArray();
    for (Probe probe : probes) {
      json.beginObject()
          .field("name", probe.name())
          .field("works", probe.works())
          .field("needed", probe.needed())
          .field("seen", probe.seen())
          .field("fix", probe.fix())
          .endObject();
    }
    return json.endArray().endObject().toString();
  }

  private static String text(List<Probe> probes) {
    StringBuilder text = new StringBuilder();
    for (Probe probe : probes) {
      text.append(text.length() > 0 ? "\n" : "");
      text.append(probe.works() ? "ok      " : probe.needed() ? "FAILS   " : "missing ");
      text.append(probe.name())
          .repeat(" ", Math.max(1, 24 - probe.name().length()))
          .append(probe.seen());
      String fix = probe.fix();
      if (fix != null) {
        text.append("\n        fix: ").append(fix);
      }
    }
    return text.toString();
  }
}
