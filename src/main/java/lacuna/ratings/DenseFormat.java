// A dense matrix as text: a row a line. Read when asked for by name, or given a mask or a missing
// value.
package lacuna.ratings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.DataTypes;

/**
 * Delimited numbers, one line for each user or for each item; ids are the numbers of rows and
 * columns, counted from 0. A cell is missing where a mask of the same shape has a 0, where a value
 * stands that is said to mean so, or, without a mask, where it is empty. Three columns of numbers
 * could as well be triples, so this format is never guessed from the text: it is read when named,
 * or when a mask or a missing value is given.
 */
final class DenseFormat implements RatingFormat {
  @Override
  public String name() {
    return "dense";
  }

  @Override
  public boolean recognises(Input input) {
    return input.request().mask().isPresent() || input.request().missing().isPresent();
  }

  @Override
  public Reading read(Input input) {
    RatingsRequest request = input.request();
    refuseColumns(input);
    TextReading reading = TextReading.plan(input);
    DenseShape shape = DenseShape.of(input, reading);
    Broadcast<DenseMask> mask = mask(input, shape.rows(), shape.columns(), shape.header());
    DenseLines lines = new DenseLines(shape, request, mask);
    boolean rowsAreUsers = request.rows() == RowsAre.USERS;
    IdList rows = numbers(0, shape.rows());
    IdList columns = numbers(0, shape.columns());
    return new Reading(
        reading.chunks(lines),
        new Understood.Source(
            input.shown(), input.files().size(), input.bytes(), name(), details(shape, request)),
        DataTypes.StringType,
        DataTypes.StringType,
        rowsAreUsers ? rows : columns,
        rowsAreUsers ? columns : rows,
        List.of());
  }

  /** A matrix has no columns of times or weights: refuses a request that needs them. */
  static void refuseColumns(Input input) {
    if (input.timesDecide()) {
      throw DelimitedFormat.noTimes(input.shown(), input.request());
    }
    if (input.request().weightColumn().isPresent()) {
      throw new InputException(
          input.shown()
              + " is a matrix, in which no column holds weights; leave out --weight-column");
    }
  }

  /** The mask where every task can look a cell up, or null where there is none. */
  static Broadcast<DenseMask> mask(Input input, long rows, int columns, boolean header) {
    if (input.request().mask().isEmpty()) {
      return null;
    }
    Input mask =
        new Input(
            input.spark(),
            input.request(),
            input.source(),
            List.of(input.request().mask().get()),
            "a mask");
    return JavaSparkContext.fromSparkContext(input.spark().sparkContext())
        .broadcast(DenseMask.read(mask, input.shown(), rows, columns, header));
  }

  private static Map<String, String> details(DenseShape shape, RatingsRequest request) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("separator", DelimitedFormat.named(shape.separator()));
    details.put("shape", shape.text());
    details.put("rows", request.rows() == RowsAre.USERS ? "users" : "items");
    request.mask().ifPresent(mask -> details.put("mask", mask));
    request.missing().ifPresent(missing -> details.put("missing", missing));
    return details;
  }

  /** The texts of {@code count} numbers: sorted as ids are. */
  static IdList numbers(int first, long count) {
    return IdList.of(
        IntStream.range(first, Math.toIntExact(first + count))
            .mapToObj(Integer::toString)
            .toList());
  }
}
