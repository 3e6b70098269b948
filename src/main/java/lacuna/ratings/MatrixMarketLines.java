// Parses lines of a Matrix Market file. Runs in tasks, made by MatrixMarketFormat.
package lacuna.ratings;

/** Lines of {@code row column value}, of {@code row column} in a pattern. */
record MatrixMarketLines(MatrixMarketHead head) implements LineFormat {
  private static final int MOST_DIGITS = 18;

  @Override
  public Parser parser(FilePiece piece) {
    return new CellParser(piece.start == 0 ? head.lines() : 0);
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
      int needed = head.pattern() ? 2 : 3;
      int count = fields.split(line, from, to, needed + 1);
      if (count != needed) {
        return count < needed
            ? "too few columns, " + count + " where " + needed + " are needed"
            : "more than row, column" + (head.pattern() ? "" : " and value");
      }
      long row = number(0);
      long column = number(1);
      if (row < 1 || row > head.rows() || column < 1 || column > head.columns()) {
        return "the cell is not within 1 to " + head.rows() + " and 1 to " + head.columns();
      }
      float value = head.pattern() ? 1 : FloatText.parse(line, fields.from(2), fields.to(2));
      if (!Float.isFinite(value)) {
        return "the rating " + FloatText.fault(line, fields.from(2), fields.to(2));
      }
      int user = head.rowsAreUsers() ? 0 : 1;
      add(line, user, 1 - user, value, into);
      if (head.symmetric() && row != column) {
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
