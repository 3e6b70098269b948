// Parses values of a Matrix Market file in its array form. Runs in tasks, made by
// MatrixMarketFormat.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;

/**
 * Lines of one value each, column by column; of a symmetric matrix each column from its diagonal
 * down.
 *
 * @param linesBefore lines that aren't blank before a piece, by its rank
 * @param missing which values are no ratings
 */
record MatrixMarketArray(MatrixMarketHead head, long[] linesBefore, MissingCell missing)
    implements LineFormat {
  @Override
  public Parser parser(FilePiece piece) {
    return new ValueParser(linesBefore[piece.rank] - head.lines());
  }

  /** Parses the lines of one piece. */
  private final class ValueParser implements Parser {
    private final Fields fields = new Fields(Fields.BLANKS);
    private long next;
    private long row = -1;
    private long column;

    /**
     * @param next number of the next value from 0; below it lines of the head are left
     */
    ValueParser(long next) {
      this.next = next;
    }

    @Override
    public String parse(byte[] line, int from, int to, RatingChunkBuilder into) {
      if (next++ < 0) {
        return null;
      } else if (next > head.stored()) {
        return "more values than the head promises";
      }
      step();
      if (fields.split(line, from, to, 2) != 1) {
        return "more than a value";
      }
      float value = FloatText.parse(line, fields.from(0), fields.to(0));
      if (missing.is(line, fields.from(0), fields.to(0), value)) {
        return null;
      } else if (!Float.isFinite(value)) {
        return "the rating " + FloatText.fault(line, fields.from(0), fields.to(0));
      }
      add(row, column, value, into);
      if (head.symmetric() && row != column) {
        add(column, row, value, into);
      }
      return null;
    }

    /** Goes to the cell of the value before {@link #next}. */
    private void step() {
      if (row < 0) {
        seek(next - 1);
      } else if (++row == head.rows()) {
        column++;
        row = head.symmetric() ? column : 0;
      }
    }

    private void seek(long value) {
      if (head.symmetric()) {
        long left = value;
        for (column = 0; column < head.rows() && left >= head.rows() - column; column++) {
          left -= head.rows() - column;
        }
        row = column + left;
      } else {
        column = value / head.rows();
        row = value % head.rows();
      }
    }

    private void add(long r, long c, float value, RatingChunkBuilder into) {
      byte[] user = id(head.rowsAreUsers() ? r : c);
      byte[] item = id(head.rowsAreUsers() ? c : r);
      into.add(into.user(user, 0, user.length), into.item(item, 0, item.length), value, 1, 0);
    }

    /** The number counted from 1. */
    private byte[] id(long number) {
      return Long.toString(number + 1).getBytes(StandardCharsets.US_ASCII);
    }
  }
}
