package dev.cordon.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Events for tests. */
final class Events {
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");

  /** Characters that writers of JSON, UTF-8 or lines get wrong, and ordinary ones. */
  private static final String ODD =
      "aZ09 \"\\/\b\f\n\r\t\u0000\u001b\u007f\u0085\u00a0ä\u2028\u2029…\ufeff\uffff\ud800\udc00"
          + "\udbff\udfff{}[]:,";

  private Events() {}

  /** A small event whose id names a number. */
  static Event numbered(long number) {
    return noted(number, "event " + number);
  }

  /** A small event with this note. */
  static Event noted(long number, String note) {
    return Event.builder(Event.Kind.SESSION_NOTE, id(number), NOON.plusMillis(number), "box", "ana")
        .note(note)
        .build();
  }

  static String id(long number) {
    return "event-" + number;
  }

  /** An event in which every part is there. */
  static Event full() {
    return Event.builder(Event.Kind.RUN_FINISHED, id(1), NOON, "box", "ana")
        .session("a2enypys")
        .agent(new Event.Agent("codex", "0.169"))
        .project("/home/ana/shop")
        .action(new Event.Action("run", List.of("sh", "-c", ""), "/etc/hosts", "/home/ana"))
        .requested(new Event.Posture("workspace-write", "on-request", "off"))
        .effective(new Event.Posture("read-only", "never", "off"))
        .verdict(new Event.Verdict("allow", "inside workspace-write", "rule-1", "policy"))
        .approval(new Event.Approval("ana", "terminal", "once", NOON.plusSeconds(60)))
        .enforcement(new Event.Enforcement("bubblewrap", true))
        .outcome(
            new Event.Outcome(
                143, 17, List.of(new Event.Denial("write", "/etc/hosts", "openat EROFS"))))
        .note("done")
        .build();
  }

  /** An event in which every text is this one and every list is filled with it. */
  static Event allOf(String text) {
    List<Event.Denial> denials = new ArrayList<>();
    for (int i = 0; i < Event.MAX_DENIALS + 1; i++) {
      denials.add(new Event.Denial(text, text, text));
    }
    Event.Posture posture = new Event.Posture(text, text, text);
    return Event.builder(Event.Kind.REFUSAL, text, NOON, text, text)
        .session(text)
        .agent(new Event.Agent(text, text))
        .project(text)
        .action(new Event.Action(text, List.of(text, text), text, text))
        .requested(posture)
        .effective(posture)
        .verdict(new Event.Verdict(text, text, text, text))
        .approval(new Event.Approval(text, text, text, NOON))
        .enforcement(new Event.Enforcement(text, false))
        .outcome(new Event.Outcome(-1, Long.MAX_VALUE, denials, Integer.MAX_VALUE))
        .note(text)
        .build();
  }

  /** Any event: parts come and go, texts are odd. */
  static Event random(Random random) {
    Event.Kind[] kinds = Event.Kind.values();
    Instant time = Instant.ofEpochMilli(random.nextLong(253_402_300_800_000L));
    return Event.builder(
            kinds[random.nextInt(kinds.length)], text(random), time, text(random), text(random))
        .session(maybe(random))
        .agent(random.nextBoolean() ? null : new Event.Agent(text(random), maybe(random)))
        .project(maybe(random))
        .action(
            random.nextBoolean()
                ? null
                : new Event.Action(text(random), texts(random), maybe(random), text(random)))
        .requested(
            random.nextBoolean()
                ? null
                : new Event.Posture(text(random), text(random), text(random)))
        .verdict(
            random.nextBoolean()
                ? null
                : new Event.Verdict(text(random), text(random), maybe(random), text(random)))
        .approval(
            random.nextBoolean()
                ? null
                : new Event.Approval(
                    text(random), text(random), text(random), random.nextBoolean() ? null : time))
        .enforcement(
            random.nextBoolean() ? null : new Event.Enforcement(text(random), random.nextBoolean()))
        .outcome(
            random.nextBoolean()
                ? null
                : new Event.Outcome(random.nextInt(), random.nextLong(), List.of()))
        .note(maybe(random))
        .build();
  }

  private static @Nullable String maybe(Random random) {
    return random.nextBoolean() ? null : text(random);
  }

  private static List<String> texts(Random random) {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      texts.add(text(random));
    }
    return texts;
  }

  private static String text(Random random) {
    int length = random.nextInt(40) == 0 ? random.nextInt(9000) : random.nextInt(12);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(ODD.charAt(random.nextInt(ODD.length())));
    }
    return text.toString();
  }
}
