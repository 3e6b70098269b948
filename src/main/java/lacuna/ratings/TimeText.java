// Text to a time that can be compared. Called for each rating where a split or duplicates go by
// time.
package lacuna.ratings;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Times as bytes: a whole number in whatever unit (fractions of it are dropped), or a date {@code
 * 2005-09-06}, alone or followed by a time of day ({@code T} or a blank, {@code 12:30[:59[.123]]},
 * then nothing, {@code Z}, or an offset such as {@code +02:00}). Numbers stay as they are; dates
 * become milliseconds since 1970, counted from {@link #DATES}, so that they are told from numbers.
 * Only times of one kind compare with each other.
 */
final class TimeText {
  /** What {@link #parse} gives for a text that is no time. */
  static final long NONE = Long.MIN_VALUE;

  /** What dates count from: far above every number of 18 digits. */
  static final long DATES = 1L << 60;

  /** Names of the kinds, in the order of their bits. */
  private static final String[] KINDS = {
    "seconds", "milliseconds", "microseconds", "nanoseconds", "dates"
  };

  private static final long[] FROM = {
    100_000_000L,
    100_000_000_000L,
    100_000_000_000_000L,
    100_000_000_000_000_000L,
    1_000_000_000_000_000_000L
  };

  private static final int DATE = 10;
  private static final int DIGITS_IN_LONG = 18;
  private static final long DAY = 86_400_000L;
  private static final long MINUTE = 60_000L;

  private TimeText() {}

  /**
   * The kind of a time: a bit for numbers that count seconds from 1973 to 5138, or thousandths of
   * them and so on, and one for dates; 0 for numbers that may count anything, such as 0.
   */
  static int kind(long time) {
    int kind = 0;
    for (int k = 0; k < FROM.length && time >= FROM[k]; k++) {
      kind = 1 << k;
    }
    return kind;
  }

  /** The name of a kind that is not 0. */
  static String kindName(int kind) {
    return KINDS[Integer.numberOfTrailingZeros(kind)];
  }

  /** A time as text: a number, or a date in ISO form. */
  static String text(long time) {
    return kind(time) == 1 << FROM.length - 1
        ? Instant.ofEpochMilli(time - DATES).toString()
        : Long.toString(time);
  }

  /** The time that {@code text[from, to)} writes, or {@link #NONE}. */
  static long parse(byte[] text, int from, int to) {
    int i = from;
    boolean negative = i < to && text[i] == '-';
    i += negative ? 1 : 0;
    int first = i;
    long value = 0;
    while (i < to && isDigit(text[i]) && i - first < DIGITS_IN_LONG) {
      value = value * 10 + text[i++] - '0';
    }
    if (i == first) {
      return NONE;
    }
    if (i < to && text[i] == '.') {
      i++;
      while (i < to && isDigit(text[i])) {
        i++;
      }
    }
    if (i == to) {
      return negative ? -value : value;
    }
    return date(text, from, to);
  }

  private static long date(byte[] text, int from, int to) {
    if (to - from < DATE || text[from + 4] != '-' || text[from + 7] != '-') {
      return NONE;
    }
    int year = digits(text, from, 4);
    int month = digits(text, from + 5, 2);
    int day = digits(text, from + 8, 2);
    if (year < 0 || month < 0 || day < 0) {
      return NONE;
    }
    try {
      long midnight = LocalDate.of(year, month, day).toEpochDay() * DAY;
      long time = to - from == DATE ? midnight : clock(text, from + DATE, to, midnight);
      return time == NONE ? NONE : DATES + time;
    } catch (DateTimeException e) {
      return NONE;
    }
  }

  private static long clock(byte[] text, int from, int to, long midnight) {
    if (text[from] != 'T' && text[from] != ' ' || to - from < 6 || text[from + 3] != ':') {
      return NONE;
    }
    int hour = digits(text, from + 1, 2);
    int minute = digits(text, from + 4, 2);
    int i = from + 6;
    int second = 0;
    long milli = 0;
    if (i < to && text[i] == ':') {
      second = to - i < 3 ? -1 : digits(text, i + 1, 2);
      i += 3;
      if (i < to && (text[i] == '.' || text[i] == ',')) {
        int scale = 100;
        for (i++; i < to && isDigit(text[i]); i++, scale /= 10) {
          milli += (long) scale * (text[i] - '0');
        }
      }
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return NONE;
    }
    long offset = i > to ? NONE : offset(text, i, to);
    return offset == NONE
        ? NONE
        : midnight + ((hour * 60L + minute) - offset) * MINUTE + second * 1000L + milli;
  }

  /** Minutes east of Greenwich, or {@link #NONE}. */
  private static long offset(byte[] text, int from, int to) {
    if (from == to || to - from == 1 && text[from] == 'Z') {
      return 0;
    }
    boolean colon = to - from == 6 && text[from + 3] == ':';
    if (text[from] != '+' && text[from] != '-' || !colon && to - from != 5) {
      return NONE;
    }
    int hours = digits(text, from + 1, 2);
    int minutes = digits(text, to - 2, 2);
    if (hours < 0 || minutes < 0) {
      return NONE;
    }
    return (text[from] == '-' ? -1 : 1) * (hours * 60L + minutes);
  }

  /** The number that some digits write, or -1 where one of them is none. */
  private static int digits(byte[] text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      if (!isDigit(text[i])) {
        return -1;
      }
      value = value * 10 + text[i] - '0';
    }
    return value;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
