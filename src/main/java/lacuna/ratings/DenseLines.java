// Parses rows of a dense matrix. Runs in tasks, made by DenseFormat.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.spark.broadcast.Broadcast;

/** The line format of a {@link DenseShape}. */
final class DenseLines implements LineFormat {
  private static final long serialVersionUID = 1L;

  private final DenseShape shape;
  private final boolean rowsAreUsers;

  /** Null where every cell that holds a number is observed. */
  private final Broadcast<DenseMask> mask;

  /** The text of a missing cell in lower case, or null. */
  private final String missing;

  /** The number of a missing cell, or NaN. */
  private final float missingNumber;

  /**
   * @param mask null where there is none
   */
  DenseLines(DenseShape shape, RatingsRequest request, Broadcast<DenseMask> mask) {
    this.shape = shape;
    this.rowsAreUsers = request.rows() == RowsAre.USERS;
    this.mask = mask;
    String text = request.missing().map(given -> given.toLowerCase(Locale.ROOT)).orElse(null);
    this.missing = "empty".equals(text) ? "" : text;
    byte[] bytes = missing == null ? new byte[0] : missing.getBytes(StandardCharsets.UTF_8);
    this.missingNumber = FloatText.parse(bytes, 0, bytes.length);
  }

  @Override
  public Parser parser(FilePiece piece) {
    return new RowParser(shape.rowsBefore()[piece.rank], shape.header() && piece.start == 0);
  }

  /** Parses the rows of one piece. */
  private final class RowParser implements Parser {
    private final Fields fields = new Fields(shape.separator());
    private final DenseMask observed = mask == null ? null : mask.value();
    private final float[] values = new float[shape.columns()];
    private final boolean[] there = new boolean[shape.columns()];
    private long row;
    private boolean skip;
    private int[] columnCodes = {};
    private int batch = -1;

    RowParser(long firstRow, boolean skip) {
      this.row = firstRow;
      this.skip = skip;
    }

    @Override
    public String parse(byte[] line, int from, int to, RatingChunkBuilder into) {
      if (skip) {
        skip = false;
        return null;
      }
      long current = row++;
      int count = fields.splitAll(line, from, to);
      if (count != values.length) {
        return count < 0
            ? fields.fault()
            : count + " values where the first row has " + values.length;
      }
      for (int c = 0; c < count; c++) {
        String fault = cell(current, c);
        if (fault != null) {
          return fault;
        }
      }
      add(current, into);
      return null;
    }

    /** Takes one cell, or says what is wrong with it. */
    private String cell(long current, int c) {
      there[c] = observed == null || observed.observed(current, c);
      if (!there[c]) {
        return null;
      }
      float value = FloatText.parse(fields.text(), fields.from(c), fields.to(c));
      if (Float.isFinite(value) ? value == missingNumber : isMissing(c)) {
        there[c] = false;
      } else if (!Float.isFinite(value)) {
        return "the value in column "
            + (c + 1)
            + " "
            + FloatText.fault(fields.text(), fields.from(c), fields.to(c))
            + (missing == null && mask == null
                ? " (--missing says what stands for no rating)"
                : "");
      }
      values[c] = value;
      return null;
    }

    /** An empty cell is missing, unless a mask says that something stands there. */
    private boolean isMissing(int c) {
      if (fields.from(c) == fields.to(c) && observed == null) {
        return true;
      }
      return missing != null && fields.string(c).toLowerCase(Locale.ROOT).equals(missing);
    }

    private void add(long current, RatingChunkBuilder into) {
      if (into.batch() != batch) {
        batch = into.batch();
        columnCodes = new int[values.length];
        for (int c = 0; c < columnCodes.length; c++) {
          columnCodes[c] = code(c, !rowsAreUsers, into);
        }
      }
      int rowCode = code(current, rowsAreUsers, into);
      for (int c = 0; c < values.length; c++) {
        if (there[c]) {
          into.add(
              rowsAreUsers ? rowCode : columnCodes[c],
              rowsAreUsers ? columnCodes[c] : rowCode,
              values[c],
              1,
              0);
        }
      }
    }

    private int code(long number, boolean asUser, RatingChunkBuilder into) {
      byte[] id = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
      return asUser ? into.user(id, 0, id.length) : into.item(id, 0, id.length);
    }
  }
}
