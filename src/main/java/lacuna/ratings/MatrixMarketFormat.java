// Matrix Market files: a head with the shape, then a line for each stored cell.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;

/**
 * The NIST's exchange format. Ids are numbers from 1. In the coordinate form a line is a cell, in
 * the pattern form one without a value, read as 1; in the array form a line is the value of the
 * next cell, column by column. Of a symmetric matrix one half is stored, and both are ratings. The
 * head says how many cells follow: a first pass counts them, so that a file that was cut is not
 * taken for a smaller one.
 */
final class MatrixMarketFormat implements RatingFormat {
  @Override
  public String name() {
    return "matrix-market";
  }

  @Override
  public boolean recognises(Input input) {
    byte[] bytes = input.first().bytes();
    String mark = MatrixMarketHead.MARK;
    int length = Math.min(bytes.length, mark.length());
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).equalsIgnoreCase(mark);
  }

  @Override
  public Reading read(Input input) {
    DenseFormat.refuseColumns(input);
    MatrixMarketHead head = MatrixMarketHead.of(input.first(), input.request());
    if (input.request().mask().isPresent()
        || input.request().missing().isPresent() && !head.array()) {
      throw new InputException(
          input.shown()
              + (head.array()
                  ? " is a matrix of Matrix Market, which is read without a mask; leave out --mask,"
                      + " and name by --missing the value of cells that are not observed"
                  : " is a sparse matrix, whose stored cells are observed; leave out --mask and"
                      + " --missing"));
    } else if (input.files().size() != 1) {
      throw new InputException(
          input.shown() + " is " + input.files().size() + " files, and a matrix stands in one");
    }
    TextReading reading = TextReading.plan(input);
    long[] counts = DenseShape.counts(reading, false);
    long counted = Arrays.stream(counts).sum() - head.lines();
    if (counted != head.stored()) {
      throw new InputException(
          input.shown()
              + " promises "
              + head.stored()
              + " cells and holds "
              + counted
              + " lines of them; it was cut or put together wrongly");
    }
    return new Reading(
        reading.chunks(head.array() ? array(head, counts, input) : head.cells()),
        new Understood.Source(input.shown(), 1, input.bytes(), name(), details(head, input)),
        DataTypes.StringType,
        DataTypes.StringType,
        IdList.of(),
        IdList.of(),
        List.of());
  }

  private static LineFormat array(MatrixMarketHead head, long[] counts, Input input) {
    long[] before = new long[counts.length];
    for (int piece = 1; piece < counts.length; piece++) {
      before[piece] = before[piece - 1] + counts[piece - 1];
    }
    return new MatrixMarketArray(head, before, MissingCell.of(input.request()));
  }

  private static Map<String, String> details(MatrixMarketHead head, Input input) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("shape", head.rows() + " x " + head.columns());
    details.put("of", head.stored() + (head.symmetric() ? " symmetric cells" : " cells"));
    details.put("rows", input.request().rows() == RowsAre.USERS ? "users" : "items");
    return details;
  }
}
