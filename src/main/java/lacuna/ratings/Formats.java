// All formats by name, in the order in which they are tried. Asked by the loader for a reading.
package lacuna.ratings;

import java.util.List;
import java.util.stream.Collectors;
import lacuna.UsageException;
import lacuna.ratings.matrix.MatrixFiles;
import org.apache.spark.sql.SparkSession;

/** The formats there are. A new one is a line here. */
final class Formats {
  /** Those with a mark of their own come first, what is taken for any text last. */
  private static final List<RatingFormat> ALL =
      List.of(
          new TableFormat(),
          ColumnarFormat.PARQUET,
          ColumnarFormat.ORC,
          new MatrixFormat(MatrixFiles.TORCH),
          new MatrixFormat(MatrixFiles.NUMPY),
          new MatrixFormat(MatrixFiles.MATLAB),
          new MatrixMarketFormat(),
          new ArffFormat(),
          new NetflixFormat(),
          new JsonLinesFormat(),
          new DenseFormat(),
          new ItemFirstFormat(),
          new DelimitedFormat());

  private Formats() {}

  /**
   * Opens the source that some paths name, in the format asked for or recognised.
   *
   * @throws InputException if there is nothing to read, or no format recognises it
   * @throws UsageException if there is no format of the name asked for
   */
  static Reading read(SparkSession spark, RatingsRequest request, Part source, List<String> paths) {
    Input input = new Input(spark, request, source, paths);
    Reading reading = find(input).read(input);
    return input.passedOver().isEmpty()
        ? reading
        : reading.telling(
            "left out of "
                + input.shown()
                + ", for their names are not those of data: "
                + String.join(", ", input.passedOver()));
  }

  private static RatingFormat find(Input input) {
    String name = input.request().format();
    if (name.equals(RatingsRequest.AUTO)) {
      return ALL.stream()
          .filter(format -> format.recognises(input))
          .findFirst()
          .orElseThrow(() -> unknown(input));
    }
    return ALL.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "--format "
                        + name
                        + " is not known; give "
                        + RatingsRequest.AUTO
                        + ", "
                        + names()));
  }

  private static String names() {
    return ALL.stream().map(RatingFormat::name).collect(Collectors.joining(", "));
  }

  private static InputException unknown(Input input) {
    FirstBytes first = input.first();
    boolean utf16 = first.startsWith("\u00ff\u00fe") || first.startsWith("\u00fe\u00ff");
    return new InputException(
        first.shown()
            + (utf16
                ? " is text in UTF-16; save it as UTF-8"
                : " is neither text (it holds zero bytes) nor of a known format (first bytes "
                    + first.hex()
                    + "); formats are "
                    + names()));
  }
}
