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
    if (input.timesDecide()) {
      throw DelimitedFormat.noTimes(input.shown(), request);
    }
    if (request.weightColumn().isPresent()) {
      throw new InputException(
          input.shown()
              + " is a dense matrix, in which no column holds weights; leave out"
              + " --weight-column");
    }
    TextReading reading = TextReading.plan(input);
    DenseShape shape = DenseShape.of(input, reading);
    DenseLines lines = new DenseLines(shape, request, mask(input, shape));
    boolean rowsAreUsers = request.rows() == RowsAre.USERS;
    IdList rows = numbers(shape.rows());
    IdList columns = numbers(shape.columns());
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

  /** The mask where every task can look a cell up, or null where there is none. */
  private static Broadcast<DenseMask> mask(Input input, DenseShape shape) {
    if (input.request().mask().isEmpty()) {
      return null;
    }
    Input mask =
        new Input(
            input.spark(), input.request(), input.source(), List.of(input.request().mask().get()));
    return JavaSparkContext.fromSparkContext(input.spark().sparkContext())
        .broadcast(DenseMask.read(mask, input.shown(), shape));
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

  /** The texts of the numbers from 0 to below {@code count}: sorted as ids are. */
  private static IdList numbers(long count) {
    return IdList.of(
        IntStream.range(0, Math.toIntExact(count)).mapToObj(Integer::toString).toList());
  }
}
