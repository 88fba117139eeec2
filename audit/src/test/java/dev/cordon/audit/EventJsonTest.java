package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

  @Test
  void theWholeModelIsWrittenAsDocumented() {
    assertThat(Events.full().toJson())
        .isEqualTo(
            "{\"schema\":\"cordon.event/1\",\"id\":\"event-1\",\"time\":\"2026-11-24T12:00:00.123Z\","
                + "\"kind\":\"run_finished\",\"endpoint\":\"box\",\"user\":\"ana\","
                + "\"session\":\"a2enypys\",\"agent\":{\"name\":\"codex\",\"version\":\"0.169\"},"
                + "\"project\":\"/home/ana/shop\",\"action\":{\"kind\":\"run\","
                + "\"arguments\":[\"sh\",\"-c\",\"\"],\"target\":\"/etc/hosts\",\"cwd\":\"/home/ana\"},"
                + "\"requested\":{\"sandbox_mode\":\"workspace-write\","
                + "\"approval_policy\":\"on-request\",\"network\":\"off\"},"
                + "\"effective\":{\"sandbox_mode\":\"read-only\",\"approval_policy\":\"never\","
                + "\"network\":\"off\"},\"verdict\":{\"decision\":\"allow\","
                + "\"reason\":\"inside workspace-write\",\"rule\":\"rule-1\",\"by\":\"policy\"},"
                + "\"approval\":{\"who\":\"ana\",\"channel\":\"terminal\",\"scope\":\"once\","
                + "\"expiry\":\"2026-11-24T12:01:00.123Z\"},"
                + "\"enforcement\":{\"backend\":\"bubblewrap\",\"proven\":true},"
                + "\"outcome\":{\"exit_code\":143,\"duration_ms\":17,\"denials\":[{\"kind\":\"write\","
                + "\"target\":\"/etc/hosts\",\"evidence\":\"openat EROFS\"}],\"denials_total\":1},"
                + "\"note\":\"done\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "\"quoted\" \\ / back",
        "\u0000\u0001\b\t\n\u000b\f\r\u001b[2J\u001f",
        "\u007f\u0080\u0085\u009b\u009f",
        "\u2028\u2029\ufeff\ufffe\uffff",
        "ä€😀",
        "\ud800",
        "\udc00",
        "\udc00\ud800",
        "\ud800\ud800\udc00",
        "end\ud83d",
        "\\u0041\\n",
      })
  void anyTextSurvivesInEveryField(String text) throws Exception {
    Event event = Events.allOf(text);
    String json = event.toJson();

    assertThat(Event.parse(json)).isEqualTo(event);
    assertThat(event.note()).isEqualTo(text);
    assertThat(json).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]");
  }

  @Test
  void eventsOfAllShapesSurviveTheLine() throws Exception {
    Random random = new Random(20261124);
    for (int i = 0; i < 3000; i++) {
      Event event = Events.random(random);
      byte[] line = JournalLine.bytes(i + 1, Sha256.ZERO, event);
      assertThat(JournalLine.parse(line))
          .as("event %d of the seed", i)
          .isEqualTo(new JournalLine(i + 1, Sha256.ZERO, event));
      assertThat(line).doesNotContain('\n');
    }
  }

  @Test
  void aTextOfOneMegabyteIsCutAndSaysSo() throws Exception {
    Event event = Events.noted(1, "x".repeat(1024 * 1024));

    assertThat(event.note())
        .hasSizeLessThanOrEqualTo(Event.MAX_TEXT_CHARS)
        .startsWith("xxx")
        .endsWith("… [" + (1024 * 1024 - 4032) + " more characters]");
    assertThat(Event.parse(event.toJson())).isEqualTo(event);
  }

  @ParameterizedTest
  @CsvSource({"4095", "4096"})
  void aTextWithinTheBoundIsWhole(int length) {
    assertThat(Events.noted(1, "é".repeat(length)).note()).isEqualTo("é".repeat(length));
  }

  @Test
  void aCutNeverSplitsASurrogatePair() throws Exception {
    for (String shift : List.of("", "x")) {
      Event event = Events.noted(1, shift + "😀".repeat(5000));
      assertThat(event.note()).doesNotContainPattern("[\\ud800-\\udbff](?![\\udc00-\\udfff])");
      assertThat(Event.parse(event.toJson())).isEqualTo(event);
    }
  }

  @Test
  void argumentsBeyondTheBoundKeepTheirHeadAndTheirDigest() throws Exception {
    List<String> arguments = List.of("tool", "x".repeat(10 * 1024 * 1024), "last");
    Event.Action action = new Event.Action("run", arguments, null, "/");

    assertThat(action)
        .isEqualTo(
            new Event.Action(
                "run",
                List.of("tool", "x".repeat(Event.MAX_ARGUMENT_BYTES - 5 - 1)),
                null,
                "/",
                new Event.Cut(
                    3,
                    10 * 1024 * 1024 + 11,
                    Sha256.hash(
                        ("tool\0" + arguments.get(1) + "\0last\0")
                            .getBytes(StandardCharsets.UTF_8)))));
    Event event =
        Event.builder(Event.Kind.RUN_REQUESTED, "i", Events.NOON, "e", "u").action(action).build();
    assertThat(Event.parse(event.toJson())).isEqualTo(event);
  }

  @ParameterizedTest
  @CsvSource({
    // arguments, length of each, how many are kept whole, cut
    "1, 16383, 1, false",
    "1, 16384, 0, true",
    "16384, 0, 16384, false",
    "16385, 0, 16384, true",
    "2, 8191, 2, false",
    "2, 8192, 1, true",
  })
  void argumentsAreCountedWithOneByteMoreEach(int count, int length, int whole, boolean cut) {
    List<String> arguments = Collections.nCopies(count, "a".repeat(length));
    Event.Action action = new Event.Action("run", arguments, null, "/");

    assertThat(action.cut() != null).isEqualTo(cut);
    assertThat(action.arguments().stream().filter(a -> a.length() == length)).hasSize(whole);
    assertThat(new Event.Action("run", action.arguments(), null, "/", action.cut()))
        .isEqualTo(action);
  }

  @Test
  void theLargestEventStaysBelowTheLongestLine() {
    Event event = Events.allOf("\u0001".repeat(1024 * 1024));

    assertThat(JournalLine.bytes(Long.MAX_VALUE, Sha256.ZERO, event))
        .hasSizeLessThan(Journal.MAX_LINE_BYTES);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
    "2024-02-29T23:59:59.999999999Z, 2024-02-29T23:59:59.999Z",
    "2000-03-01T00:00:00.001Z, 2000-03-01T00:00:00.001Z",
    "2100-02-28T12:34:56.078Z, 2100-02-28T12:34:56.078Z",
    "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
  })
  void timesAreWrittenInMilliseconds(String time, String text) {
    assertThat(Timestamp.text(Timestamp.inMillis(Instant.parse(time)))).isEqualTo(text);
  }

  @Test
  void everyDayOfFiveCenturiesIsWrittenAsTheLibraryWouldWriteIt() {
    for (long day = 0; day < 366 * 500L; day++) {
      Instant time = Instant.ofEpochSecond(day * 86_400 + day % 86_400, 1_000_000);
      if (!Timestamp.text(time).equals(time.toString())) {
        assertThat(Timestamp.text(time)).isEqualTo(time.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`` | not a JSON object",
        "[] | not a JSON object",
        "null | not a JSON object",
        "{ | not valid JSON",
        "{} | the field schema is not cordon.event/1",
        "{} {} | there is more after the JSON object",
        "{\"schema\":1} | the field schema is not a string",
        "{\"schema\":\"cordon.event/2\"} | the field schema is not cordon.event/1",
        "{\"a\":1,\"a\":2} | not valid JSON",
        "{\"seq\":1.5} | the field seq is not an integer of 64 bits",
        "{\"seq\":9223372036854775808} | the field seq is not an integer of 64 bits",
        "{\"a\":\"\\ud8\"} | not valid JSON",
        "{\"a\":01} | not valid JSON",
        "{\"a\":NaN} | not valid JSON",
        "{\"a\":'x'} | not valid JSON",
      })
  void whatIsNoEventIsRefusedWithAReason(String json, String reason) {
    assertThatExceptionOfType(EventFormatException.class)
        .isThrownBy(() -> Event.parse(json))
        .satisfies(e -> assertThat(e.reason()).startsWith(reason));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "\"id\":\"event-1\" | \"id\":null | the field id is missing",
        "\"kind\":\"run_finished\" | \"kind\":\"walk\" | unknown kind of event: walk",
        "12:00:00.123Z\",\"kind\" | 25:00:00Z\",\"kind\" | not a valid time: 2026-11-24T25:00:00Z",
        "\"time\":\"2026 | \"time\":\"1926 | not a valid time: 1926-11-24T12:00:00.123Z",
        "\"exit_code\":143 | \"exit_code\":3000000000 |"
            + " the field exit_code is not an integer of 32 bits",
        "\"proven\":true | \"proven\":\"true\" | the field proven is not true or false",
        "\"agent\":{ | \"agent\":[],\"x\":{ | the field agent is not an object",
        "[\"sh\" | [7,\"sh\" | the array arguments holds a value of another type",
        "[\"sh\" | [null,\"sh\" | the array arguments holds a value of another type",
      })
  void anEventWithAWrongFieldIsRefusedWithAReason(String part, String wrong, String reason) {
    String json = Events.full().toJson().replace(part, wrong);

    assertThatExceptionOfType(EventFormatException.class)
        .isThrownBy(() -> Event.parse(json))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void fieldsOfANewerWriterArePassedOver() throws Exception {
    String json =
        Events.full().toJson().replace("{\"schema\"", "{\"new\":[{\"x\":1e999}],\"schema\"");

    assertThat(Event.parse(json)).isEqualTo(Events.full());
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertThatExceptionOfType(EventFormatException.class)
        .isThrownBy(() -> Event.parse("{\"a\":" + "[".repeat(1_000_000)))
        .satisfies(e -> assertThat(e.reason()).contains("nesting depth"));
  }

  @Test
  void idsAreVersionSevenAndSortByTime() {
    String early = EventId.next(Events.NOON, Randomness.system());
    String late = EventId.next(Events.NOON.plusMillis(1), Randomness.system());

    assertThat(early)
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
        .isLessThan(late)
        .isNotEqualTo(EventId.next(Events.NOON, Randomness.system()));
    assertThat(Long.parseLong(early.substring(0, 13).replace("-", ""), 16))
        .isEqualTo(Events.NOON.toEpochMilli());
  }
}
