// Parses lines of a Matrix Market file. Runs in tasks, made by MatrixMarketFormat.
package lacuna.ratings;

/**
 * Lines of {@code row column value}.
 *
 * @param rows number of rows; likewise {@code columns}
 * @param stored cells that the head promises
 * @param headLines lines before the first cell, blank ones not counted
 * @param symmetric whether a cell stands for its mirror image too
 */
record MatrixMarketLines(
    long rows, long columns, long stored, int headLines, boolean symmetric, boolean rowsAreUsers)
    implements LineFormat {
  private static final int CELL = 3;
  private static final int MOST_DIGITS = 18;

  @Override
  public Parser parser(FilePiece piece) {
    return new CellParser(piece.start == 0 ? headLines : 0);
  }

  /** Parses the lines of one piece. */
  private final class CellParser implements Parser {
    private final Fields fields = new Fields(Fields.BLANKS);
    private int headLeft;

    CellParser(int headLeft) {
      this.headLeft = headLeft;
    }

    @Override
    public String parse(byte[] line, int from, int to, RatingChunkBuilder into) {
      if (headLeft > 0) {
        headLeft--;
        return null;
      }
      int count = fields.split(line, from, to, CELL + 1);
      if (count != CELL) {
        return count < CELL
            ? "too few columns, " + count + " where 3 are needed"
            : "more than row, column and value";
      }
      long row = number(0);
      long column = number(1);
      if (row < 1 || row > rows || column < 1 || column > columns) {
        return "the cell is not within 1 to " + rows + " and 1 to " + columns;
      }
      float value = FloatText.parse(line, fields.from(2), fields.to(2));
      if (!Float.isFinite(value)) {
        return "the rating " + FloatText.fault(line, fields.from(2), fields.to(2));
      }
      int user = rowsAreUsers ? 0 : 1;
      add(line, user, 1 - user, value, into);
      if (symmetric && row != column) {
        add(line, 1 - user, user, value, into);
      }
      return null;
    }

    private void add(byte[] line, int user, int item, float value, RatingChunkBuilder into) {
      into.add(
          line,
          fields.from(user),
          fields.to(user),
          fields.from(item),
          fields.to(item),
          value,
          1,
          0);
    }

    /** A whole number without a leading zero, or -1. */
    private long number(int field) {
      byte[] text = fields.text();
      int from = fields.from(field);
      int to = fields.to(field);
      long number = to - from > MOST_DIGITS || text[from] == '0' ? -1 : 0;
      for (int i = from; i < to && number >= 0; i++) {
        int digit = text[i] - '0';
        number = digit < 0 || digit > 9 ? -1 : number * 10 + digit;
      }
      return number;
    }
  }
}
