package dev.cordon.audit;

import java.time.Instant;

/** RFC 3339 in UTC with milliseconds, written without the cost of loading a formatter. */
final class Timestamp {
  /** 9999-12-31T23:59:59.999Z; RFC 3339 has four digits for the year. */
  private static final long LATEST_MILLIS = 253_402_300_799_999L;

  private static final long MILLIS_PER_DAY = 86_400_000L;

  private Timestamp() {}

  /**
   * The same time in whole milliseconds.
   *
   * @throws IllegalArgumentException before 1970 or after 9999
   */
  static Instant inMillis(Instant time) {
    long seconds = time.getEpochSecond();
    if (seconds < 0 || seconds > LATEST_MILLIS / 1000) {
      throw new IllegalArgumentException("the time is not between the years 1970 and 9999");
    }
    return Instant.ofEpochMilli(time.toEpochMilli());
  }

  static String text(Instant time) {
    long millis = time.toEpochMilli();
    int ofDay = (int) (millis % MILLIS_PER_DAY);
    StringBuilder out = new StringBuilder(24);
    date(out, (int) (millis / MILLIS_PER_DAY));
    padded(out.append('T'), ofDay / 3_600_000, 2);
    padded(out.append(':'), ofDay / 60_000 % 60, 2);
    padded(out.append(':'), ofDay / 1000 % 60, 2);
    padded(out.append('.'), ofDay % 1000, 3);
    return out.append('Z').toString();
  }

  /** The Gregorian date of a day counted from 1970-01-01, by years that begin in March. */
  private static void date(StringBuilder out, int epochDay) {
    int day = epochDay + 719_468;
    int era = day / 146_097;
    int dayOfEra = day % 146_097;
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    int year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
    padded(out, year, 4);
    padded(out.append('-'), month, 2);
    padded(out.append('-'), dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2);
  }

  private static void padded(StringBuilder out, int value, int digits) {
    int limit = 10;
    for (int i = 1; i < digits; i++, limit *= 10) {
      if (value < limit) {
        out.append("0".repeat(digits - i));
        break;
      }
    }
    out.append(value);
  }
}
