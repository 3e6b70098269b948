// Turns what tasks reported of their pieces into bad records of files, or into the error they are.
package lacuna.ratings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The reports of one source, in the order of its pieces, whichever task came first. */
final class PieceReports {
  private final List<PieceReport> ordered;

  PieceReports(PieceReport[] reports) {
    ordered = Arrays.stream(reports).sorted(Comparator.comparingInt(r -> r.piece)).toList();
  }

  /** Whether lines may be parts of records, though each was read by itself. */
  boolean partial() {
    return ordered.stream().anyMatch(report -> report.partial);
  }

  /**
   * The records to put into quarantine.
   *
   * @throws InputException if a file couldn't be read, if there is a bad record and none is
   *     allowed, or if there are more than allowed
   */
  List<BadRecord> badRecords(BadRecords rule, int most) {
    long bad = 0;
    long linesBefore = 0;
    String source = null;
    List<BadRecord> records = new ArrayList<>();
    for (PieceReport report : ordered) {
      linesBefore = report.source.equals(source) ? linesBefore : 0;
      source = report.source;
      for (int k = 0; k < report.kept(); k++) {
        records.add(report.record(k, linesBefore));
        if (rule == BadRecords.FAIL) {
          throw failure(records.get(0));
        }
      }
      bad += report.bad;
      if (report.failure != null) {
        throw new InputException(source + " can't be read: " + report.failure);
      }
      linesBefore += report.lines;
    }
    if (bad > most) {
      throw new InputException(
          Shown.count(bad, "record", "records")
              + " can't be used, more than --max-bad "
              + most
              + "; the first is "
              + text(records.get(0)));
    }
    return records;
  }

  /**
   * Refuses times of more than one kind, which can't be put in order.
   *
   * @throws InputException with a time of each of the first two kinds
   */
  void checkTimes() {
    long linesBefore = 0;
    String source = null;
    int known = 0;
    String first = null;
    for (PieceReport report : ordered) {
      linesBefore = report.source.equals(source) ? linesBefore : 0;
      source = report.source;
      for (int rest = report.timeKinds & ~known; rest != 0; rest &= rest - 1) {
        int kind = Integer.lowestOneBit(rest);
        String text = report.timeText(kind, linesBefore) + ", in " + TimeText.kindName(kind);
        if (first != null) {
          throw new InputException(
              "Times are of two kinds: "
                  + first
                  + ", and "
                  + text
                  + "; give all of them in one unit, or as dates");
        }
        first = text;
        known |= kind;
      }
      linesBefore += report.lines;
    }
  }

  private static InputException failure(BadRecord record) {
    return new InputException(
        text(record) + "; correct it, or leave such records out by --bad-records quarantine");
  }

  private static String text(BadRecord record) {
    String line = record.line() == 0 ? "" : ", line " + record.line();
    return record.source() + line + ": " + record.reason() + " in \"" + record.text() + "\"";
  }
}
