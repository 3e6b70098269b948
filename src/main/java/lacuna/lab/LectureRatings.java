// The ratings that the lecture's questions are asked of: the caller's, or the sample.
package lacuna.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import lacuna.ratings.RatingTable;
import lacuna.ratings.RatingsLoader;
import lacuna.ratings.RatingsRequest;
import lacuna.ratings.Titles;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads them, a tenth held out and a tenth of the rest for validation. */
final class LectureRatings {
  private static final StructType ROWS =
      new StructType()
          .add("user", DataTypes.StringType, false)
          .add("item", DataTypes.StringType, false)
          .add("rating", DataTypes.DoubleType, false);

  private LectureRatings() {}

  static RatingTable load(Bench bench) {
    RatingsRequest.Builder request =
        RatingsRequest.of(bench.request().ratings().orElse("the sample"))
            .testFraction(0.1)
            .validationFraction(0.1)
            .seed(1);
    if (bench.request().ratings().isPresent()) {
      return RatingsLoader.load(bench.spark(), request.build()).checkVaried();
    }
    List<Row> rows = new ArrayList<>();
    for (String line : Bench.lines("sample/ratings.csv").subList(1, ratings())) {
      String[] cells = line.split(",");
      rows.add(RowFactory.create(cells[0], cells[1], Double.parseDouble(cells[2])));
    }
    return RatingsLoader.load(
        bench.spark(), bench.spark().createDataFrame(rows, ROWS), request.build());
  }

  private static int ratings() {
    return Bench.lines("sample/ratings.csv").size();
  }

  /** The title of an item; its id where there is none. */
  static UnaryOperator<String> titles(Bench bench) {
    if (bench.request().itemTitles().isPresent()) {
      Titles titles =
          Titles.read(
              bench.spark().sparkContext().hadoopConfiguration(),
              bench.request().itemTitles().get());
      return titles::orId;
    }
    Map<String, String> titles = new HashMap<>();
    if (bench.request().ratings().isEmpty()) {
      List<String> lines = Bench.lines("sample/titles.csv");
      for (String line : lines.subList(1, lines.size())) {
        int comma = line.indexOf(',');
        titles.put(line.substring(0, comma), line.substring(comma + 1).replace("\"", ""));
      }
    }
    return id -> titles.getOrDefault(id, id);
  }

  /** What they are, for captions. */
  static String named(Bench bench) {
    return bench
        .request()
        .ratings()
        .map(path -> "the ratings in " + path)
        .orElse("the made-up sample");
  }
}
