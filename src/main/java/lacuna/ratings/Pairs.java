// Pairs of user and item as somebody gives them: cells to predict, not ratings to learn from.
package lacuna.ratings;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Pairs read as ratings are, so that an id that a run took is the same id here: any format, any
 * separator, quotes, bad lines told by file and line. They stand as often and in the order as they
 * were given, but for files so large that several tasks read one. Held until closed.
 */
public final class Pairs implements AutoCloseable {
  private final SparkSession spark;
  private final Reading reading;
  private final Indexing indexing;
  private final List<BadRecord> badRecords;

  private Pairs(
      SparkSession spark, Reading reading, Indexing indexing, List<BadRecord> badRecords) {
    this.spark = spark;
    this.reading = reading;
    this.indexing = indexing;
    this.badRecords = badRecords;
  }

  /**
   * Reads pairs.
   *
   * @param request what to read; neither ratings nor parts are looked for
   * @throws InputException if the input is missing, holds no pairs or can't be used
   */
  public static Pairs read(SparkSession spark, RatingsRequest.Builder request) {
    RatingsRequest asked = request.rated(false).testFraction(0).validationFraction(0).build();
    Reading reading = Formats.read(spark, asked, Part.TRAIN, asked.paths());
    // Read once to see that all of it can be, and once more for the table.
    reading.chunks().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Indexing indexing =
          ReadFailure.told(reading.source().path(), () -> Indexing.of(reading.chunks()));
      List<BadRecord> bad =
          new PieceReports(indexing.reports).badRecords(asked.badRecords(), asked.maxBad());
      if (indexing.ratings == 0) {
        throw new InputException(
            reading.source().path()
                + " holds no pairs"
                + (bad.isEmpty()
                    ? ""
                    : " but "
                        + Shown.count(bad.size(), "record", "records")
                        + " that can't be used")
                + "; give a user and an item in each line");
      }
      return new Pairs(spark, reading, indexing, bad);
    } catch (RuntimeException failed) {
      reading.chunks().unpersist(false);
      throw failed;
    }
  }

  /** How many there are. */
  public long count() {
    return indexing.ratings;
  }

  /** The users among them. */
  public Ids users() {
    return new Ids(indexing.users, reading.userType());
  }

  /** The items among them. */
  public Ids items() {
    return new Ids(indexing.items, reading.itemType());
  }

  /** What the input was taken for. */
  public Understood.Source source() {
    return reading.source();
  }

  /** What was odd, one line each. */
  public List<String> warnings() {
    return reading.warnings();
  }

  /** Records that were left out because they can't be used. */
  public List<BadRecord> badRecords() {
    return badRecords;
  }

  /** The pairs in columns user and item, of the types in which they came. */
  public Dataset<Row> table() {
    DataType userType = reading.userType();
    DataType itemType = reading.itemType();
    JavaRDD<Row> rows = reading.chunks().flatMap(chunk -> rows(chunk, userType, itemType));
    return spark.createDataFrame(
        rows, new StructType().add("user", userType).add("item", itemType));
  }

  private static Iterator<Row> rows(RatingChunk chunk, DataType userType, DataType itemType) {
    List<Object> users = values(chunk.users, userType);
    List<Object> items = values(chunk.items, itemType);
    Iterator<Integer> places = IntStream.range(0, chunk.size()).iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return places.hasNext();
      }

      @Override
      public Row next() {
        int k = places.next();
        return RowFactory.create(users.get(chunk.user[k]), items.get(chunk.item[k]));
      }
    };
  }

  /** The ids by their codes. */
  private static List<Object> values(IdList ids, DataType type) {
    List<Object> values = new ArrayList<>(ids.size());
    for (int k = 0; k < ids.size(); k++) {
      values.add(IdType.value(ids.get(k), type));
    }
    return values;
  }

  @Override
  public void close() {
    reading.chunks().unpersist(false);
  }
}
